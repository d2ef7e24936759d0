using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>
/// Checks the name that a sender gives in EHLO (RFC 5321 §4.1.1.1, §4.1.4): a full name that leads to the sending address, best the name of its PTR record, with an SPF
/// record of its own. Asks at most 4 questions, one after the other. Safe for use by several threads at once.
/// </summary>
public sealed class HeloCheck
{
    private readonly IDnsResolver _resolver;

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public HeloCheck(IDnsResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
    }

    /// <summary>Checks a name. Whatever it is and whatever the DNS says is in the report; where it does not answer, that is an issue of severity Unknown.</summary>
    /// <param name="name">What follows EHLO.</param>
    /// <param name="address">The address from which mail leaves, as receivers see it; null: not known, and nothing is compared with it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<HeloReport> CheckAsync(string name, IPAddress? address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        var client = address is null ? null : AddressScope.Normalise(address);
        if (FindShapeIssues(name, client) is { Count: > 0 } shape)
        {
            return new HeloReport { Name = name, Issues = shape };
        }

        var issues = new List<ReputationIssue>();
        var found = await _resolver.AskAddressesAsync(name, cancellationToken).ConfigureAwait(false);
        CompareAddresses(name, client, found, issues);
        if (client is not null && AddressScope.IsPublic(client))
        {
            await ComparePtrAsync(name, client, issues, cancellationToken).ConfigureAwait(false);
        }

        var texts = await _resolver.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        if (DnsAsking.Failure(texts) is { } failure)
        {
            issues.Add(HeloIssues.Unknown.On(name, $"The TXT records of {name} could not be asked for: {QuotedText.Quote(failure)}"));
        }
        else if (!texts.Texts.Any(SpfRecord.IsSpf))
        {
            issues.Add(HeloIssues.NoSpf.On(name, $"{name} has no TXT record that begins with v=spf1.", fix: $"Publish {name} TXT \"v=spf1 a -all\"."));
        }

        return new HeloReport { Name = name, Addresses = found.Found, Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    private static List<ReputationIssue> FindShapeIssues(string name, IPAddress? client)
    {
        var shown = QuotedText.Quote(name);
        if (name.StartsWith('['))
        {
            return CheckLiteral(name, client);
        }

        // .NET also reads 1.2 and 0x7f as addresses; those are wrong by other rules.
        if (IPAddress.TryParse(name, out var bare) && (bare.AddressFamily == AddressFamily.InterNetworkV6 || name.Count(static c => c == '.') == 3))
        {
            return [HeloIssues.BareAddress.On(shown, $"EHLO {shown}")];
        }

        if (HostName.FindError(name, out var position) is { } error)
        {
            var ascii = DomainName.ToAscii(name);
            var fix = ascii != name && HostName.FindError(ascii, out _) is null ? $"Use {ascii}." : null;
            return [HeloIssues.InvalidName.On(shown, $"EHLO {shown}: {error}.", position, fix)];
        }

        if (HostName.FindLocalEnding(name) is { } ending)
        {
            return [HeloIssues.LocalName.On(shown, $"EHLO {shown}: names under {ending} are not public.")];
        }

        return name.Contains('.', StringComparison.Ordinal) ? [] : [HeloIssues.NotQualified.On(shown, $"EHLO {shown}: a single label.")];
    }

    private static List<ReputationIssue> CheckLiteral(string name, IPAddress? client)
    {
        const string IPv6Tag = "IPv6:";
        var shown = QuotedText.Quote(name);
        var text = name.EndsWith(']') ? name[1..^1] : "";
        var isTagged = text.StartsWith(IPv6Tag, StringComparison.OrdinalIgnoreCase);
        var isAddress = IPAddress.TryParse(isTagged ? text[IPv6Tag.Length..] : text, out var literal)
            && literal.AddressFamily == (isTagged ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork)
            && (isTagged || text.Count(static c => c == '.') == 3);
        if (!isAddress)
        {
            return [HeloIssues.InvalidName.On(shown, $"EHLO {shown}: no address literal, which is [192.0.2.1] or [IPv6:2001:db8::1].", 0)];
        }

        var issues = new List<ReputationIssue> { HeloIssues.AddressLiteral.On(shown, $"EHLO {shown}") };
        if (client is not null && !AddressScope.Normalise(literal!).Equals(client))
        {
            issues.Add(HeloIssues.AddressMismatch.On(shown, $"EHLO {shown}, and mail leaves from {client}."));
        }

        return issues;
    }

    private static void CompareAddresses(string name, IPAddress? client, HostAddresses found, List<ReputationIssue> issues)
    {
        if (found.Found.Count == 0)
        {
            issues.Add(found.Failure is { } failure
                ? HeloIssues.Unknown.On(name, $"The addresses of {name} could not be asked for: {QuotedText.Quote(failure)}")
                : HeloIssues.Unresolved.On(name, $"{name} has neither A nor AAAA records.", fix: client is null ? null : $"Publish {name} {TypeOf(client)} {client}."));
            return;
        }

        if (client is null || found.Found.Any(one => AddressScope.Normalise(one).Equals(client)))
        {
            return;
        }

        var gap = client.AddressFamily == AddressFamily.InterNetwork ? found.IPv4Failure : found.IPv6Failure;
        issues.Add(gap is not null
            ? HeloIssues.Unknown.On(name, $"The {TypeOf(client)} records of {name} could not be asked for: {QuotedText.Quote(gap)}")
            : HeloIssues.AddressMismatch.On(
                name, $"{name} leads to {string.Join(", ", found.Found.Take(5))}, and mail leaves from {client}.", fix: $"Publish {name} {TypeOf(client)} {client}, or use the name of that address in EHLO."));
    }

    private async ValueTask ComparePtrAsync(string name, IPAddress client, List<ReputationIssue> issues, CancellationToken cancellationToken)
    {
        var answer = await _resolver.AskAsync(ReverseName.ForPtr(client), DnsRecordKind.Ptr, cancellationToken).ConfigureAwait(false);
        if (DnsAsking.Failure(answer) is { } failure)
        {
            issues.Add(HeloIssues.Unknown.On(name, $"The PTR record of {client} could not be asked for: {QuotedText.Quote(failure)}"));
        }
        else if (answer.Names.Count > 0 && !answer.Names.Any(one => HostName.AreSame(one, name)))
        {
            // Without any name, the address is at fault, and ReverseDnsCheck says so.
            var other = QuotedText.Quote(answer.Names[0]);
            issues.Add(HeloIssues.DiffersFromPtr.On(name, $"EHLO {name}, and the PTR record of {client} is {other}.", fix: $"Use {other} in EHLO, or have the PTR record changed to {name}."));
        }
    }

    private static string TypeOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "A" : "AAAA";
}
