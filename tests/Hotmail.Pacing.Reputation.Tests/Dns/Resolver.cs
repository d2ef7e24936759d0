using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dns;

/// <summary>A host's own resolver.</summary>
internal sealed class Resolver(Func<CancellationToken, Task<DnsAnswer>> answer) : IDnsResolver
{
    /// <summary>One that never answers, and throws an exception of its own when it is cancelled.</summary>
    public static Resolver ClosesItsSocket { get; } = new(static async token =>
    {
        var closed = new TaskCompletionSource();
        await using var registration = token.Register(closed.SetResult);
        await closed.Task;
        throw new SocketException((int)SocketError.OperationAborted);
    });

    public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) => await answer(cancellationToken);
}
