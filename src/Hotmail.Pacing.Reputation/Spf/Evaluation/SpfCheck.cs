using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Spf.Macros;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>One evaluation: goes through the records and asks what they tell it to ask (RFC 7208 §4 to §6).</summary>
internal sealed class SpfCheck(SpfQuestions questions, LookupCount count)
{
    private readonly DnsRecordKind _addressKind =
        questions.Subject.Client.AddressFamily == AddressFamily.InterNetwork ? DnsRecordKind.A : DnsRecordKind.Aaaa;

    /// <summary>Evaluates a domain's record, and those that it leads to.</summary>
    public async ValueTask<SpfOutcome> EvaluateAsync(string domain)
    {
        var answer = await questions.AskAsync(domain, DnsRecordKind.Txt).ConfigureAwait(false);
        if (SpfRecordChoice.Choose(answer, domain, questions.Records.Get, out var record) is { } unusable)
        {
            return unusable;
        }

        foreach (var directive in record.Directives)
        {
            var (matches, error) = await MatchAsync(directive, domain).ConfigureAwait(false);
            if (error is not null)
            {
                return error;
            }

            if (matches)
            {
                return new SpfOutcome(ToVerdict(directive.Qualifier), domain, $"The client is matched by {directive.Text} of {domain}.")
                {
                    Record = record,
                    Term = directive.Text,
                    Position = directive.Position,
                };
            }
        }

        return record.Redirect is { } redirect
            ? await RedirectAsync(redirect, domain).ConfigureAwait(false)
            : new SpfOutcome(SpfVerdict.Neutral, domain, $"No term of {domain} matches the client.") { Record = record };
    }

    private async ValueTask<(bool Matches, SpfOutcome? Error)> MatchAsync(SpfDirective directive, string domain)
    {
        var client = questions.Subject.Client;
        switch (directive.Mechanism)
        {
            case SpfMechanism.All:
                return (true, null);
            case SpfMechanism.Ip4:
                return (Networks.Match(client, directive.Address!, directive.IPv4PrefixLength), null);
            case SpfMechanism.Ip6:
                return (Networks.Match(client, directive.Address!, directive.IPv6PrefixLength), null);
        }

        var place = new TermPlace(domain, directive.Text, directive.Position);
        if (count.Add() is { } tooMany)
        {
            return (false, place.PermError(tooMany));
        }

        var (target, error) = await ExpandAsync(directive.Target, place).ConfigureAwait(false);
        if (error is not null)
        {
            return (false, error);
        }

        return directive.Mechanism switch
        {
            SpfMechanism.Include => await MatchIncludeAsync(target, place).ConfigureAwait(false),
            SpfMechanism.Ptr => await MatchPtrAsync(target, place).ConfigureAwait(false),
            _ when !DomainName.CanBeAsked(target) => (false, null),
            SpfMechanism.A => await MatchAddressesAsync(directive, target, place, _addressKind).ConfigureAwait(false),
            SpfMechanism.Mx => await MatchMxAsync(directive, target, place).ConfigureAwait(false),
            _ => await MatchAddressesAsync(directive, target, place, DnsRecordKind.A).ConfigureAwait(false),
        };
    }

    /// <summary>The name that a term means. The client's own names, where it needs them, cost a lookup once.</summary>
    private async ValueTask<(string Name, SpfOutcome? Error)> ExpandAsync(MacroString? target, TermPlace place)
    {
        if (target is null)
        {
            return (place.Domain, null);
        }

        if (target.NeedsValidatedName && !questions.KnowsClientNames && count.Add() is { } tooMany)
        {
            return ("", place.PermError(tooMany));
        }

        return (DomainSpec.ToName(await questions.ExpandAsync(target, place.Domain).ConfigureAwait(false)), null);
    }

    private async ValueTask<(bool Matches, SpfOutcome? Error)> MatchIncludeAsync(string target, TermPlace place)
    {
        var outcome = DomainName.CanBeAsked(target) ? await EvaluateAsync(target).ConfigureAwait(false) : NotAName(target);
        return outcome.Verdict == SpfVerdict.None ? (false, place.PermError($"Nothing can be included: {outcome.Reason}"))
            : outcome.IsError ? (false, outcome)
            : (outcome.Verdict == SpfVerdict.Pass, null);
    }

    private async ValueTask<SpfOutcome> RedirectAsync(SpfModifier redirect, string domain)
    {
        var place = new TermPlace(domain, redirect.ToString(), redirect.Position);
        if (count.Add() is { } tooMany)
        {
            return place.PermError(tooMany);
        }

        var (target, error) = await ExpandAsync(redirect.Macros, place).ConfigureAwait(false);
        if (error is not null)
        {
            return error;
        }

        var outcome = DomainName.CanBeAsked(target) ? await EvaluateAsync(target).ConfigureAwait(false) : NotAName(target);
        return outcome.Verdict == SpfVerdict.None ? place.PermError($"The redirect leads nowhere: {outcome.Reason}") : outcome;
    }

    private async ValueTask<(bool Matches, SpfOutcome? Error)> MatchAddressesAsync(SpfDirective directive, string name, TermPlace place, DnsRecordKind kind)
    {
        var answer = await questions.AskAsync(name, kind).ConfigureAwait(false);
        return FindProblem(answer, name, place) is { } problem ? (false, problem)
            : (directive.Mechanism == SpfMechanism.Exists ? answer.Status == DnsAnswerStatus.Found : Contains(answer, directive), null);
    }

    private async ValueTask<(bool Matches, SpfOutcome? Error)> MatchMxAsync(SpfDirective directive, string name, TermPlace place)
    {
        var answer = await questions.AskAsync(name, DnsRecordKind.Mx).ConfigureAwait(false);
        if (FindProblem(answer, name, place) is { } problem)
        {
            return (false, problem);
        }

        for (var i = 0; i < answer.Names.Count; i++)
        {
            if (i == LookupCount.Limit)
            {
                return (false, place.PermError($"{name} has more than {LookupCount.Limit} mail exchangers."));
            }

            if (!DomainName.CanBeAsked(answer.Names[i]))
            {
                continue;
            }

            // That a mail exchanger has no address of the client's family is usual, and no void lookup: the term found its MX records.
            var addresses = await questions.AskAsync(answer.Names[i], _addressKind).ConfigureAwait(false);
            if (addresses.Status == DnsAnswerStatus.Failed)
            {
                return (false, place.TempError(answer.Names[i], addresses));
            }

            if (Contains(addresses, directive))
            {
                return (true, null);
            }
        }

        return (false, null);
    }

    /// <summary>A failure of the DNS is no match here, says RFC 7208 §5.5.</summary>
    private async ValueTask<(bool Matches, SpfOutcome? Error)> MatchPtrAsync(string target, TermPlace place)
    {
        var known = questions.KnowsClientNames;
        var names = await questions.GetClientNamesAsync().ConfigureAwait(false);
        return !known && names.IsVoid && count.AddVoid() is { } tooMany ? (false, place.PermError(tooMany)) : (names.AnyBelow(target), null);
    }

    private SpfOutcome? FindProblem(DnsAnswer answer, string name, TermPlace place) =>
        answer.Status == DnsAnswerStatus.Failed ? place.TempError(name, answer)
        : answer.IsVoid && count.AddVoid() is { } tooMany ? place.PermError(tooMany)
        : null;

    private bool Contains(DnsAnswer answer, SpfDirective directive)
    {
        var prefix = _addressKind == DnsRecordKind.A ? directive.IPv4PrefixLength : directive.IPv6PrefixLength;
        foreach (var address in answer.Addresses)
        {
            if (Networks.Match(questions.Subject.Client, address, prefix))
            {
                return true;
            }
        }

        return false;
    }

    private static SpfOutcome NotAName(string target) => new(SpfVerdict.None, target, $"\"{target}\" is not a name that the DNS can be asked for.");

    private static SpfVerdict ToVerdict(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Pass => SpfVerdict.Pass,
        SpfQualifier.Fail => SpfVerdict.Fail,
        SpfQualifier.SoftFail => SpfVerdict.SoftFail,
        _ => SpfVerdict.Neutral,
    };
}
