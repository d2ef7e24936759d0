using System.Net;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dns;

/// <summary>A DNS of what tests put into it. Aliases are followed; whoever asks for what times out gets a failure.</summary>
internal sealed class ZoneResolver : IDnsResolver
{
    private const int LongestAliasChain = 8;

    private readonly Dictionary<string, List<(string Kind, string Value)>> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _silent = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was asked, in order, such as <c>Txt example.com</c>.</summary>
    public List<string> Questions { get; } = [];

    /// <summary>Every record.</summary>
    public IEnumerable<(string Name, string Kind, string Value)> All =>
        _names.SelectMany(static name => name.Value.Select(record => (name.Key, record.Kind, record.Value)));

    /// <summary>Whether a question gets no answer.</summary>
    public bool IsSilent(string name, DnsRecordKind kind) => Find(name, kind, LongestAliasChain) is { Status: DnsAnswerStatus.Failed } && _silent.Contains(name);

    public void AddName(string name) => Records(name);

    public ZoneResolver Add(string name, string kind, string value)
    {
        Records(name).Add((kind, value));
        return this;
    }

    /// <summary>Whatever the name is asked for that it has no record of gets no answer.</summary>
    public ZoneResolver AddTimeout(string name)
    {
        _silent.Add(name);
        return this;
    }

    public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        lock (Questions)
        {
            Questions.Add($"{kind} {name}");
        }

        return ValueTask.FromResult(Find(name, kind, LongestAliasChain));
    }

    private DnsAnswer Find(string name, DnsRecordKind kind, int aliases)
    {
        var known = _names.TryGetValue(name, out var records);
        string[] values = [.. (records ?? []).Where(record => record.Kind.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase)).Select(static record => record.Value)];
        if (values.Length > 0)
        {
            return new DnsAnswer
            {
                Status = DnsAnswerStatus.Found,
                Addresses = kind is DnsRecordKind.A or DnsRecordKind.Aaaa ? [.. values.Select(IPAddress.Parse)] : [],
                Names = kind is DnsRecordKind.Mx or DnsRecordKind.Ptr or DnsRecordKind.Cname ? [.. values.Select(static value => value.TrimEnd('.'))] : [],
                Texts = kind is DnsRecordKind.Txt ? values : [],
            };
        }

        if (_silent.Contains(name))
        {
            return DnsAnswer.Failed("The server did not answer in time.");
        }

        if (records?.Find(static record => record.Kind == "CNAME") is { Kind: not null } alias)
        {
            return aliases == 0 ? DnsAnswer.Failed("The aliases run in a circle.") : Find(alias.Value.TrimEnd('.'), kind, aliases - 1);
        }

        return known ? DnsAnswer.NoData : DnsAnswer.NoName;
    }

    private List<(string Kind, string Value)> Records(string name)
    {
        if (!_names.TryGetValue(name, out var records))
        {
            _names.Add(name, records = []);
        }

        return records;
    }
}
