using System.Collections.Frozen;
using System.IO.Compression;

namespace Hotmail.Pacing.Reputation.Domains;

/// <summary>
/// The public suffix list: below which domains organisations register theirs. Finds organisational domains as RFC 7489 does, without the DNS. Immutable; safe for use by
/// several threads at once.
/// </summary>
public sealed class PublicSuffixList : IOrganizationalDomainFinder
{
    private const int LongestLine = 4096;

    private const int MostRules = 1_000_000;

    private const string VersionMark = "// VERSION:";

    private static readonly Lazy<PublicSuffixList> LazyDefault = new(ReadResource);

    private readonly FrozenDictionary<string, SuffixRule> _rules;

    private PublicSuffixList(Dictionary<string, SuffixRule> rules, string? version)
    {
        _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        Version = version;
    }

    /// <summary>The list that comes with this package. It is as old as the package: <see cref="Version"/> says of which day.</summary>
    public static PublicSuffixList Default => LazyDefault.Value;

    /// <summary>What the list says of its version, most often a day; null where it says nothing.</summary>
    public string? Version { get; }

    /// <summary>Reads a list from a file in the form of <c>public_suffix_list.dat</c>, as publicsuffix.org gives it, in UTF-8. Lines that are no rules are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="InvalidDataException">The file holds no rule, or more than a million, or a line of more than 4,096 characters.</exception>
    public static PublicSuffixList Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new StreamReader(path);
        return Read(reader);
    }

    /// <summary>Finds a domain's organisational domain: one label more than the longest suffix that it ends in. A top-level domain that is not in the list is a suffix too.</summary>
    /// <param name="domain">The domain; Unicode and a final dot are allowed.</param>
    public OrganizationalDomain Find(string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (DomainName.Normalize(domain, out var error) is not { } name)
        {
            return new OrganizationalDomain { Domain = domain, Reason = error! };
        }

        var (suffix, found) = FindSuffix(name);
        return found is null
            ? new OrganizationalDomain { Domain = name, Name = name, IsPublicSuffix = true, Reason = $"{name} is a public suffix itself." }
            : new OrganizationalDomain { Domain = name, Name = found, Reason = $"{found} is one label below the public suffix {suffix}." };
    }

    /// <inheritdoc/>
    public ValueTask<OrganizationalDomain> FindAsync(string domain, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Find(domain));
    }

    /// <summary>Reads a list.</summary>
    internal static PublicSuffixList Read(TextReader reader)
    {
        var rules = new Dictionary<string, SuffixRule>(StringComparer.Ordinal);
        string? version = null;
        while (ReadLine(reader) is { } line)
        {
            if (line.StartsWith("//", StringComparison.Ordinal))
            {
                version ??= line.StartsWith(VersionMark, StringComparison.Ordinal) ? line[VersionMark.Length..].Trim() : null;
                continue;
            }

            Add(rules, line);
        }

        return rules.Count > 0 ? new PublicSuffixList(rules, version) : throw new InvalidDataException("There is no rule in the public suffix list.");
    }

    private static void Add(Dictionary<string, SuffixRule> rules, string line)
    {
        var end = line.AsSpan().IndexOfAny(' ', '\t');
        var text = end < 0 ? line : line[..end];
        var (kind, start) = text.StartsWith('!') ? (SuffixRule.Exception, 1) : text.StartsWith("*.", StringComparison.Ordinal) ? (SuffixRule.AllBelow, 2) : (SuffixRule.Suffix, 0);
        if (text.Length == start || text == "*" || DomainName.Normalize(text[start..], out _) is not { } name)
        {
            return;
        }

        rules[name] = rules.GetValueOrDefault(name) | kind;
        if (rules.Count > MostRules)
        {
            throw new InvalidDataException($"There are more than {MostRules} rules in the public suffix list.");
        }
    }

    /// <summary>The suffix, and the domain one label longer; null where there is none.</summary>
    private (string Suffix, string? Domain) FindSuffix(string name)
    {
        // From the left, so that the first suffix found is the longest; an exception always comes before the rule that it is an exception of.
        string? below = null;
        for (var candidate = name; ; below = candidate, candidate = DomainName.Parent(candidate)!)
        {
            var parent = DomainName.Parent(candidate);
            var rule = _rules.GetValueOrDefault(candidate);
            if (rule.HasFlag(SuffixRule.Exception) && parent is not null)
            {
                return (parent, candidate);
            }

            if (parent is null || rule.HasFlag(SuffixRule.Suffix) || _rules.GetValueOrDefault(parent).HasFlag(SuffixRule.AllBelow))
            {
                return (candidate, below);
            }
        }
    }

    private static string? ReadLine(TextReader reader)
    {
        // Not TextReader.ReadLine: a file without line ends would be read as a whole.
        Span<char> line = stackalloc char[LongestLine];
        var length = 0;
        while (true)
        {
            var c = reader.Read();
            if (c is '\n' or -1)
            {
                return c == -1 && length == 0 ? null : new string(line[..length]).Trim();
            }

            if (length == line.Length)
            {
                throw new InvalidDataException($"A line of the public suffix list has more than {LongestLine} characters.");
            }

            line[length++] = (char)c;
        }
    }

    private static PublicSuffixList ReadResource()
    {
        using var stream = typeof(PublicSuffixList).Assembly.GetManifestResourceStream("public_suffix_list.dat.gz")!;
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        return Read(reader);
    }
}
