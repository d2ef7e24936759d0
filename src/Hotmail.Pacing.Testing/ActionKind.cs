namespace Hotmail.Pacing.Testing;

/// <summary>What a <see cref="ScriptedAction"/> does.</summary>
internal enum ActionKind
{
    Proceed,
    Reply,
    ReplyByteByByte,
    ReplyAndClose,
    Garbage,
    Hang,
    Drop,
    DropInData,
    AcceptAndDrop,
}
