using System.Globalization;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>An MTA-STS policy, as <c>https://mta-sts.&lt;domain&gt;/.well-known/mta-sts.txt</c> has it (RFC 8461 §3.2), taken apart. Immutable.</summary>
public sealed class MtaStsPolicy
{
    // The RFC's bound: about a year.
    private const int LongestAge = 31_557_600;

    private const int MostPatterns = 1_000;

    private readonly List<string> _patterns = [];
    private readonly List<RecordRemark> _errors = [];

    private MtaStsPolicy(string text) => Text = text;

    /// <summary>The policy as it was served.</summary>
    public string Text { get; }

    /// <summary>What it asks for; null where it does not say.</summary>
    public MtaStsMode? Mode { get; private set; }

    /// <summary>How long a sender may go by it; null where it does not say.</summary>
    public TimeSpan? MaxAge { get; private set; }

    /// <summary>The hosts that mail may go to: names, or <c>*.</c> and a name for any host one label below it.</summary>
    public IReadOnlyList<string> MxPatterns => _patterns;

    /// <summary>What RFC 8461 does not allow, in the policy's order. With any, senders use nothing of it.</summary>
    public IReadOnlyList<RecordRemark> Errors => _errors;

    /// <summary>Takes a policy apart. Never fails: what is wrong is in <see cref="Errors"/>.</summary>
    /// <param name="text">The policy.</param>
    public static MtaStsPolicy Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var policy = new MtaStsPolicy(text);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text[start..end].TrimEnd('\r', ' ', '\t');
            if (line.Length > 0)
            {
                policy.Read(line, start, seen);
            }

            start = end + 1;
        }

        policy.Demand(seen);
        return policy;
    }

    /// <summary>Whether mail may go to a host.</summary>
    /// <param name="host">The host, without a final dot.</param>
    public bool Matches(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return _patterns.Exists(pattern => Matches(pattern, host));
    }

    /// <summary>Whether a host is one that the pattern means.</summary>
    internal static bool Matches(string pattern, string host)
    {
        if (!pattern.StartsWith("*.", StringComparison.Ordinal))
        {
            return host.Equals(pattern, StringComparison.OrdinalIgnoreCase);
        }

        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && host.AsSpan(dot + 1).Equals(pattern.AsSpan(2), StringComparison.OrdinalIgnoreCase);
    }

    private void Read(string line, int position, HashSet<string> seen)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
        {
            Fail("The line is no key and value with a colon between.", position);
            return;
        }

        var (key, value) = (line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        if (key != "mx" && !seen.Add(key))
        {
            // Of a key that may stand there once the first counts (RFC 8461 §3.2).
            return;
        }

        switch (key)
        {
            case "version" when value != "STSv1":
                Fail($"The version must be STSv1, not \"{value}\".", position);
                break;
            case "mode":
                ReadMode(value, position);
                break;
            case "max_age":
                ReadAge(value, position);
                break;
            case "mx":
                ReadPattern(value, position);
                break;
        }
    }

    private void ReadMode(string value, int position)
    {
        Mode = value switch { "none" => MtaStsMode.None, "testing" => MtaStsMode.Testing, "enforce" => MtaStsMode.Enforce, _ => null };
        if (Mode is null)
        {
            Fail($"The mode must be none, testing or enforce, not \"{value}\".", position);
        }
    }

    private void ReadAge(string value, int position)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LongestAge)
        {
            MaxAge = TimeSpan.FromSeconds(seconds);
            return;
        }

        Fail($"max_age must be a number of seconds up to {LongestAge}, not \"{value}\".", position);
    }

    private void ReadPattern(string value, int position)
    {
        var name = value.StartsWith("*.", StringComparison.Ordinal) ? value[2..] : value;
        if (!Domains.DomainName.CanBeAsked(name) || name.AsSpan().ContainsAny('*', ' ') || _patterns.Count == MostPatterns)
        {
            Fail(_patterns.Count == MostPatterns ? $"There are more than {MostPatterns} hosts." : $"\"{value}\" is no host: a name, or *. and a name.", position);
            return;
        }

        _patterns.Add(value);
    }

    private void Demand(HashSet<string> seen)
    {
        foreach (var key in (string[])["version", "mode", "max_age"])
        {
            if (!seen.Contains(key))
            {
                Fail($"The line {key} is missing.", Text.Length);
            }
        }

        if (_patterns.Count == 0 && Mode is MtaStsMode.Testing or MtaStsMode.Enforce)
        {
            Fail("No host is named with mx.", Text.Length);
        }
    }

    private void Fail(string reason, int position)
    {
        if (_errors.Count < MostPatterns)
        {
            _errors.Add(new RecordRemark(reason, position));
        }
    }
}
