using System.Net;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Destinations;

/// <summary>Answers DNS questions as told, counts them, and holds them back while asked to. What it was not told of does not exist.</summary>
internal sealed class ScriptedDns : IDnsQuery
{
    private readonly Dictionary<(string Name, DnsQuestionKind Kind), DnsReply> _replies = [];
    private TaskCompletionSource? _held;
    private int _questions;

    public int Questions => Volatile.Read(ref _questions);

    public CancellationToken LastToken { get; private set; }

    public ScriptedDns Mx(string name, int ttlSeconds, params (string Host, int Preference)[] hosts) => Set(name, DnsQuestionKind.Mx, new DnsReply(DnsReplyStatus.Found)
    {
        Exchangers = [.. hosts.Select(static h => new MailExchanger(h.Host, h.Preference))],
        Ttl = TimeSpan.FromSeconds(ttlSeconds),
    });

    public ScriptedDns Address(string name, int ttlSeconds, params string[] addresses)
    {
        foreach (var kind in new[] { DnsQuestionKind.A, DnsQuestionKind.Aaaa })
        {
            IPAddress[] ofKind = [.. addresses.Where(a => a.Contains(':') == (kind == DnsQuestionKind.Aaaa)).Select(IPAddress.Parse)];
            Set(name, kind, ofKind.Length == 0
                ? new DnsReply(DnsReplyStatus.NoData)
                : new DnsReply(DnsReplyStatus.Found) { Addresses = ofKind, Ttl = TimeSpan.FromSeconds(ttlSeconds) });
        }

        return this;
    }

    public ScriptedDns NoData(string name, DnsQuestionKind kind, int? ttlSeconds = null) =>
        Set(name, kind, new DnsReply(DnsReplyStatus.NoData) { Ttl = ttlSeconds is { } s ? TimeSpan.FromSeconds(s) : null });

    public ScriptedDns NoName(string name, int? ttlSeconds = null)
    {
        foreach (var kind in Enum.GetValues<DnsQuestionKind>())
        {
            Set(name, kind, new DnsReply(DnsReplyStatus.NoName) { Ttl = ttlSeconds is { } s ? TimeSpan.FromSeconds(s) : null });
        }

        return this;
    }

    public ScriptedDns Fails(string name, DnsQuestionKind kind) => Set(name, kind, new DnsReply(DnsReplyStatus.Failed) { Reason = "SERVFAIL." });

    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public async ValueTask<DnsReply> AskAsync(string name, DnsQuestionKind kind, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _questions);
        LastToken = cancellationToken;
        if (_held is { } held)
        {
            await held.Task.WaitAsync(cancellationToken);
        }

        return _replies.GetValueOrDefault((name, kind), new DnsReply(DnsReplyStatus.NoName));
    }

    private ScriptedDns Set(string name, DnsQuestionKind kind, DnsReply reply)
    {
        _replies[(name, kind)] = reply;
        return this;
    }
}
