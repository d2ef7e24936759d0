using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>
/// Checks the names of a sending address: that it has one, and that it leads back to the address (RFC 1912 §2.1; <c>iprev</c> of RFC 8601 §3). Asks at most 11 questions,
/// one after the other. Safe for use by several threads at once.
/// </summary>
public sealed class ReverseDnsCheck
{
    private const int MostNames = 10;

    private readonly IDnsResolver _resolver;

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public ReverseDnsCheck(IDnsResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
    }

    /// <summary>Checks an address. Whatever the DNS says is in the report; where it does not answer, that is an issue of severity Unknown.</summary>
    /// <param name="address">The address from which mail leaves, as receivers see it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<ReverseDnsReport> CheckAsync(IPAddress address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var client = AddressScope.Normalise(address);
        var subject = client.ToString();
        var report = new ReverseDnsReport { Address = client };
        if (!AddressScope.IsPublic(client))
        {
            return report with { Issues = [ReverseDnsIssues.NotPublic.On(subject, $"{client} is a loopback, private or otherwise not public address.")] };
        }

        var reverse = ReverseName.ForPtr(client);
        var answer = await _resolver.AskAsync(reverse, DnsRecordKind.Ptr, cancellationToken).ConfigureAwait(false);
        if (DnsAsking.Failure(answer) is { } failure)
        {
            return report with { Issues = [ReverseDnsIssues.Unknown.On(subject, $"The PTR record at {reverse} could not be asked for: {QuotedText.Quote(failure)}")] };
        }

        string[] names = [.. answer.Names.Select(DomainName.ToAscii).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (names.Length == 0)
        {
            var fix = $"Have the provider of {client} publish {reverse} PTR with the name of the sending host, such as mail.example.com.";
            return report with { Issues = [ReverseDnsIssues.Missing.On(subject, $"There is no PTR record at {reverse}.", fix: fix)] };
        }

        var issues = new List<ReputationIssue>();
        if (names.Length > MostNames)
        {
            issues.Add(ReverseDnsIssues.TooMany.On(subject, string.Create(CultureInfo.InvariantCulture, $"{reverse} has {names.Length} PTR records; the first {MostNames} were looked at.")));
            names = names[..MostNames];
        }
        else if (names.Length > 1)
        {
            issues.Add(ReverseDnsIssues.Several.On(subject, $"{reverse} has the PTR records {List(names)}."));
        }

        var confirmed = await ConfirmAsync(client, names, issues, cancellationToken).ConfigureAwait(false);
        foreach (var name in confirmed.Count > 0 ? confirmed : names)
        {
            if (GenericName.FindReason(name, client) is { } reason)
            {
                issues.Add(ReverseDnsIssues.Generic.On(name, $"The PTR record of {client} is {QuotedText.Quote(name)}, which {reason}."));
            }
        }

        return report with { Names = names, ConfirmedNames = confirmed, Issues = [.. issues.OrderByDescending(static issue => issue.Severity)] };
    }

    private async ValueTask<IReadOnlyList<string>> ConfirmAsync(IPAddress client, string[] names, List<ReputationIssue> issues, CancellationToken cancellationToken)
    {
        var kind = client.AddressFamily == AddressFamily.InterNetwork ? DnsRecordKind.A : DnsRecordKind.Aaaa;
        var type = kind == DnsRecordKind.A ? "A" : "AAAA";
        List<string> confirmed = [], refuted = [];
        var isUnknown = false;
        foreach (var name in names)
        {
            var answer = await _resolver.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
            if (DnsAsking.Failure(answer) is { } failure)
            {
                isUnknown = true;
                issues.Add(ReverseDnsIssues.Unknown.On(name, $"The {type} records of {QuotedText.Quote(name)} could not be asked for: {QuotedText.Quote(failure)}"));
            }
            else if (answer.Addresses.Any(found => AddressScope.Normalise(found).Equals(client)))
            {
                confirmed.Add(name);
            }
            else
            {
                refuted.Add(name);
            }
        }

        if (confirmed.Count > 0)
        {
            issues.AddRange(refuted.Select(name => ReverseDnsIssues.NameUnconfirmed.On(name, $"{QuotedText.Quote(name)} is a PTR record of {client} and has no {type} record {client}.")));
        }
        else if (!isUnknown)
        {
            var fix = $"Publish {QuotedText.Quote(names[0])} {type} {client}, or have the PTR record changed to a name that has this record.";
            issues.Add(ReverseDnsIssues.Unconfirmed.On(client.ToString(), $"The PTR record of {client} is {List(names)}, without an {type} record {client}.", fix: fix));
        }

        return confirmed;
    }

    private static string List(string[] names) => string.Join(", ", names.Select(QuotedText.Quote));
}
