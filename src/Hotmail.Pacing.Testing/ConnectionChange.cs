namespace Hotmail.Pacing.Testing;

/// <summary>One change in the receiver's count of connections.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="SessionId">The connection's number, from 1 in the order of acceptance.</param>
/// <param name="Time">When, by the receiver's <see cref="TimeProvider"/>.</param>
/// <param name="ConnectionsOpen">Accepted connections open after the change.</param>
/// <param name="ConnectionCap">The cap at that moment; null: none.</param>
public sealed record ConnectionChange(ConnectionChangeKind Kind, long SessionId, DateTimeOffset Time, int ConnectionsOpen, int? ConnectionCap);
