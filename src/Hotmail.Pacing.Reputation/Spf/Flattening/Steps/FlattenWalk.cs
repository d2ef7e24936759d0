using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Spf.Evaluation;
using Hotmail.Pacing.Reputation.Spf.Lint;
using Hotmail.Pacing.Reputation.Spf.Macros;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>Reads a domain's record and all that it leads to, for one plan.</summary>
/// <param name="questions">Whom to ask.</param>
/// <param name="top">The domain whose record is flattened.</param>
internal sealed class FlattenWalk(FlattenQuestions questions, string top)
{
    private const int MostTerms = 100;

    private const int MostNetworks = 2_000;

    private readonly Stack<string> _path = new();
    private SenderLog _log = new();
    private int _terms;
    private int _networks;

    /// <summary>What was read, by the term of the first record that led to it.</summary>
    public List<SpfFlattenSender> Senders { get; } = [];

    /// <summary>Reads the record of a domain.</summary>
    /// <exception cref="FlattenException">There can be no plan.</exception>
    public async ValueTask<SpfRecord> ReadRecordAsync(string domain)
    {
        var answer = await questions.AskAsync(domain, DnsRecordKind.Txt).ConfigureAwait(false);
        return SpfRecordChoice.Choose(answer, domain, SpfRecord.Parse, out var record) is { } unusable ? throw new FlattenException(unusable.Reason) : record;
    }

    /// <summary>Follows a record.</summary>
    /// <exception cref="FlattenException">There can be no plan.</exception>
    public async ValueTask<FlattenFlow> FollowAsync(SpfRecord record, string domain)
    {
        if (_path.Contains(domain, StringComparer.OrdinalIgnoreCase))
        {
            throw new FlattenException($"The record of {_path.Peek()} leads back to {domain}.");
        }

        _path.Push(domain);
        var flow = new FlattenFlow { Explanation = IsTop(domain) ? record.Explanation?.Value : record.Explanation?.Macros.WriteFor(domain) };
        foreach (var directive in RecordRules.GetReachable(record))
        {
            if (directive.Mechanism == SpfMechanism.All)
            {
                flow.Default = directive.Qualifier;
            }
            else if (directive.Address is not null)
            {
                var network = AddressSet.Network(directive.Address, directive.Mechanism == SpfMechanism.Ip4 ? directive.IPv4PrefixLength : directive.IPv6PrefixLength);
                AddNetwork(flow, directive, network);
                Log(domain, directive.Qualifier, network.ToNetworks().First().Term);
            }
            else
            {
                CountTerm(flow, directive.Target);
                await ReadTermAsync(flow, directive, domain).ConfigureAwait(false);
                EndSender(directive.Text);
            }
        }

        if (record.Redirect is { } redirect && RecordRules.ReachesRedirect(record))
        {
            CountTerm(flow, redirect.Macros);
            await RedirectAsync(flow, redirect, domain).ConfigureAwait(false);
            EndSender(redirect.ToString());
        }

        _path.Pop();
        return flow;
    }

    private async ValueTask ReadTermAsync(FlattenFlow flow, SpfDirective directive, string domain)
    {
        var target = directive.Target is null ? domain : directive.Target.ToName(domain);
        if (target is null || directive.Mechanism is SpfMechanism.Exists or SpfMechanism.Ptr)
        {
            var kept = Keep(directive, domain, directive.Mechanism switch
            {
                SpfMechanism.Ptr => "What it matches depends on the client's own names.",
                _ => "What it matches depends on the message.",
            });
            flow.Clauses.Add(kept);
            Log(domain, kept.Qualifier, kept.Text);
        }
        else if (directive.Mechanism == SpfMechanism.Include)
        {
            await IncludeAsync(flow, directive, domain, target).ConfigureAwait(false);
        }
        else if (DomainName.CanBeAsked(target))
        {
            await ResolveAsync(flow, directive, target).ConfigureAwait(false);
        }
    }

    private async ValueTask IncludeAsync(FlattenFlow flow, SpfDirective directive, string domain, string target)
    {
        var position = _log.Position;
        var included = await FollowNameAsync(target).ConfigureAwait(false);
        flow.Lookups += included.Lookups;
        flow.VoidLookups += included.VoidLookups;
        if (included.ToIncluded(directive.Qualifier, out var reason) is { } clauses)
        {
            flow.Clauses.AddRange(clauses);
            return;
        }

        _log.ForgetAfter(position);
        flow.Clauses.Add(Keep(directive, domain, reason!) with { Lookups = 1 + included.Lookups, VoidLookups = included.VoidLookups });
    }

    private async ValueTask RedirectAsync(FlattenFlow flow, SpfModifier redirect, string domain)
    {
        if (redirect.Macros.ToName(domain) is not { } target)
        {
            flow.Redirect = Keep(redirect, domain, "Where it leads depends on the message.");
            return;
        }

        var position = _log.Position;
        var rest = await FollowNameAsync(target).ConfigureAwait(false);
        flow.Lookups += rest.Lookups;
        flow.VoidLookups += rest.VoidLookups;
        if (!rest.IsMovable)
        {
            _log.ForgetAfter(position);
            flow.Redirect = Keep(redirect, domain, $"A term of {target} means something else in another record.") with { Lookups = 1 + rest.Lookups, VoidLookups = rest.VoidLookups };
            return;
        }

        flow.Clauses.AddRange(rest.Clauses);
        (flow.Default, flow.Redirect, flow.Explanation) = (rest.Default, rest.Redirect, rest.Explanation);
    }

    private async ValueTask<FlattenFlow> FollowNameAsync(string target)
    {
        if (!DomainName.CanBeAsked(target))
        {
            throw new FlattenException($"\"{target}\" of the record of {_path.Peek()} is not a name that the DNS can be asked for.");
        }

        var record = await ReadRecordAsync(target).ConfigureAwait(false);
        _log.AddName(target);
        return await FollowAsync(record, target).ConfigureAwait(false);
    }

    private async ValueTask ResolveAsync(FlattenFlow flow, SpfDirective directive, string target)
    {
        IReadOnlyList<string> hosts = [target];
        if (directive.Mechanism == SpfMechanism.Mx)
        {
            hosts = (await questions.AskAsync(target, DnsRecordKind.Mx).ConfigureAwait(false)).Names;
        }

        var found = hosts.Count;
        foreach (var host in hosts.Where(DomainName.CanBeAsked))
        {
            _log.AddName(host);
            var networks = await questions.FindNetworksAsync(host, directive).ConfigureAwait(false);
            found = directive.Mechanism == SpfMechanism.A ? networks.Count : found;
            foreach (var network in networks)
            {
                AddNetwork(flow, directive, network);
                _log.Add(host, directive.Qualifier.ToSign() + network.ToNetworks().First().Term);
            }
        }

        flow.VoidLookups += found == 0 ? 1 : 0;
    }

    private void AddNetwork(FlattenFlow flow, SpfDirective directive, AddressSet network)
    {
        if (++_networks > MostNetworks)
        {
            throw new FlattenException($"The record leads to more than {MostNetworks} networks.");
        }

        flow.Clauses.Add(new AddressClause(directive.Qualifier, network));
    }

    /// <summary>What the first record itself says is no sender's.</summary>
    private void Log(string domain, SpfQualifier qualifier, string term)
    {
        if (_path.Count > 1)
        {
            _log.Add(domain, qualifier.ToSign() + term);
        }
    }

    private KeptClause Keep(SpfDirective directive, string domain, string reason)
    {
        var target = directive.Target;
        var isOwn = IsTop(domain);
        var name = directive.Mechanism.ToString().ToLowerInvariant();
        var prefixes = (directive.IPv4PrefixLength < 32 ? $"/{directive.IPv4PrefixLength}" : "") + (directive.IPv6PrefixLength < 128 ? $"//{directive.IPv6PrefixLength}" : "");
        return new KeptClause(directive.Qualifier, domain, isOwn ? directive.Text.TrimStart('+', '-', '~', '?') : $"{name}:{target?.WriteFor(domain) ?? domain}{prefixes}", reason)
        {
            IsBound = !isOwn && target is { NeedsValidatedName: true },
            Lookups = target is { NeedsValidatedName: true } ? 2 : 1,
        };
    }

    private KeptClause Keep(SpfModifier redirect, string domain, string reason) =>
        new(SpfQualifier.Neutral, domain, $"{redirect.Name}={(IsTop(domain) ? redirect.Value : redirect.Macros.WriteFor(domain))}", reason)
        {
            IsBound = !IsTop(domain) && redirect.Macros.NeedsValidatedName,
            Lookups = redirect.Macros.NeedsValidatedName ? 2 : 1,
        };

    /// <summary>Counts a term, and the client's own names with each term that asks for them, so that it is never too few.</summary>
    private void CountTerm(FlattenFlow flow, MacroString? target)
    {
        flow.Lookups += target is { NeedsValidatedName: true } ? 2 : 1;
        if (++_terms > MostTerms)
        {
            throw new FlattenException($"The record leads to more than {MostTerms} terms that need lookups.");
        }
    }

    /// <summary>What was read for a term of the first record is one sender.</summary>
    private void EndSender(string term)
    {
        if (_path.Count > 1)
        {
            return;
        }

        if (_log.Position > 0)
        {
            Senders.Add(new SpfFlattenSender { Term = term, Sources = _log.ToSources() });
        }

        _log = new SenderLog();
    }

    private bool IsTop(string domain) => domain.Equals(top, StringComparison.OrdinalIgnoreCase);
}
