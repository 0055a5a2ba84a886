/** Strings that must never be mixed up. Make one only by parsing or by minting. */
export type AccountId = string & { readonly __brand: 'AccountId' };
export type StaffId = string & { readonly __brand: 'StaffId' };
export type DraftId = string & { readonly __brand: 'DraftId' };
export type DocumentId = string & { readonly __brand: 'DocumentId' };
export type CommandId = string & { readonly __brand: 'CommandId' };
export type TaskId = string & { readonly __brand: 'TaskId' };
/** The number on the slip, see order-number.ts; also the tail of the workflow id. */
export type OrderNumber = string & { readonly __brand: 'OrderNumber' };
