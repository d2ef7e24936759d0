using System.Globalization;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <summary>
/// Checks messages and splits them into deliveries: one for each path, domain and engagement among the recipients, with at most as many
/// recipients as a transaction may have.
/// </summary>
internal sealed class MessageIntake(PacerContext context, IMailExchangerResolver resolver, IMessageSigner? signer = null)
{
    /// <summary>The longest that an acceptance waits for the DNS, however many domains it has.</summary>
    internal static readonly TimeSpan LongestLookup = TimeSpan.FromSeconds(5);

    private readonly MessageSigning? _signing = signer is null ? null : new MessageSigning(signer);
    private int _turn;

    /// <summary>Checks, signs and plans messages: all of them, or none when one is wrong.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="isBatch">Whether a problem names its message, as in <c>Messages[17].Sender</c>.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the waiting for the DNS.</param>
    /// <exception cref="InvalidMessageException">At least one is wrong.</exception>
    /// <exception cref="MessageSigningException">At least one could not be signed.</exception>
    public async ValueTask<PlannedMessage[]> PlanAsync(IReadOnlyList<OutboundMessage> messages, bool isBatch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var configuration = context.Configuration;
        var problems = new List<MessageProblem>();
        var checkedMessages = new CheckedMessage[messages.Count];
        for (var index = 0; index < checkedMessages.Length; index++)
        {
            checkedMessages[index] = Check(messages[index], isBatch ? $"Messages[{index}]." : string.Empty, problems, configuration, now);
        }

        ThrowIfAny(problems);
        var lookups = LookAhead(checkedMessages, cancellationToken);
        if (_signing is not null)
        {
            await SignAsync(checkedMessages, problems, configuration, cancellationToken).ConfigureAwait(false);
        }

        var plans = new PlannedMessage[checkedMessages.Length];
        for (var index = 0; index < plans.Length; index++)
        {
            plans[index] = await PlanAsync(checkedMessages[index], lookups, configuration, now, cancellationToken).ConfigureAwait(false);
            CheckFirstTry(checkedMessages[index], plans[index], problems);
        }

        ThrowIfAny(problems);
        return plans;
    }

    private CheckedMessage Check(OutboundMessage message, string prefix, List<MessageProblem> problems, PacingConfiguration configuration, DateTimeOffset now)
    {
        if (message is null)
        {
            problems.Add(new MessageProblem(prefix.TrimEnd('.'), null, "there is no message"));
            return default;
        }

        MessageChecks.CheckMessage(message, prefix, problems, configuration, now);
        var source = Source(message, prefix, problems, configuration);
        return new CheckedMessage(message, prefix, source!, MessageChecks.CheckRecipients(message.Recipients, prefix, problems));
    }

    private EgressSource? Source(OutboundMessage message, string prefix, List<MessageProblem> problems, PacingConfiguration configuration)
    {
        if (message.EgressSource is null)
        {
            var turn = (uint)Interlocked.Increment(ref _turn);
            return configuration.Sources[(int)(turn % (uint)configuration.Sources.Count)];
        }

        return MessageChecks.CheckSource(message.EgressSource, prefix, problems, configuration);
    }

    private async ValueTask SignAsync(CheckedMessage[] messages, List<MessageProblem> problems, PacingConfiguration configuration, CancellationToken cancellationToken)
    {
        var signed = await _signing!.SignAsync([.. messages.Select(static message => (message.Message.Content, message.Prefix))], cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < messages.Length; index++)
        {
            messages[index] = messages[index] with { Message = messages[index].Message with { Content = signed[index] } };
            MessageChecks.CheckSize(signed[index], messages[index].Prefix, problems, configuration);
        }

        ThrowIfAny(problems);
    }

    /// <summary>Starts the lookups of all domains at once, so that dead ones do not add up.</summary>
    private Dictionary<string, Task<MailExchangerAnswer>>? LookAhead(CheckedMessage[] messages, CancellationToken cancellationToken)
    {
        if (messages is [{ Addresses.Length: 1 }])
        {
            return null;
        }

        var lookups = new Dictionary<string, Task<MailExchangerAnswer>>(StringComparer.Ordinal);
        foreach (var message in messages.Where(static message => message.Source.Relay is null))
        {
            foreach (var address in message.Addresses)
            {
                if (!lookups.ContainsKey(address.Domain))
                {
                    lookups.Add(address.Domain, resolver.ResolveAsync(address.Domain, cancellationToken).AsTask());
                }
            }
        }

        return lookups;
    }

    private async ValueTask<PlannedMessage> PlanAsync(
        CheckedMessage checkedMessage, Dictionary<string, Task<MailExchangerAnswer>>? lookups, PacingConfiguration configuration, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (message, _, source, addresses) = checkedMessage;
        var planned = new PlannedRecipient[addresses.Length];
        if (addresses.Length == 1)
        {
            var (group, route) = await RouteAsync(source, addresses[0].Domain, lookups, configuration, now, cancellationToken).ConfigureAwait(false);
            var recipient = planned[0] = new PlannedRecipient(message.Recipients[0].Address, new EgressPath(source.Name, group.Name), message.Recipients[0].Engagement);
            return new PlannedMessage([Request(message, recipient.Path, route, addresses[0].Domain, recipient.Engagement, [recipient.Address], group.Profile, now)], planned);
        }

        var routes = new Dictionary<string, (DestinationGroup Group, string Route)>(StringComparer.Ordinal);
        foreach (var address in addresses)
        {
            if (!routes.ContainsKey(address.Domain))
            {
                routes.Add(address.Domain, await RouteAsync(source, address.Domain, lookups, configuration, now, cancellationToken).ConfigureAwait(false));
            }
        }

        return new PlannedMessage(Split(checkedMessage, routes, planned, now), planned);
    }

    private static List<DeliveryRequest> Split(
        in CheckedMessage checkedMessage, Dictionary<string, (DestinationGroup Group, string Route)> routes, PlannedRecipient[] planned, DateTimeOffset now)
    {
        var (message, _, source, addresses) = checkedMessage;
        var firstSpelling = new Dictionary<(string Local, string Domain), int>();
        var buckets = new Dictionary<(string Domain, Engagement Engagement), List<string>>();
        for (var index = 0; index < addresses.Length; index++)
        {
            var address = addresses[index];
            if (firstSpelling.TryGetValue((address.LocalPart, address.Domain), out var first))
            {
                planned[index] = planned[first];
                continue;
            }

            firstSpelling.Add((address.LocalPart, address.Domain), index);
            var recipient = message.Recipients[index];
            planned[index] = new PlannedRecipient(recipient.Address, new EgressPath(source.Name, routes[address.Domain].Group.Name), recipient.Engagement);
            if (!buckets.TryGetValue((address.Domain, recipient.Engagement), out var bucket))
            {
                buckets[(address.Domain, recipient.Engagement)] = bucket = [];
            }

            bucket.Add(recipient.Address);
        }

        var deliveries = new List<DeliveryRequest>(buckets.Count);
        foreach (var ((domain, engagement), bucket) in buckets)
        {
            var (group, route) = routes[domain];
            var path = new EgressPath(source.Name, group.Name);
            foreach (var recipients in bucket.Chunk(group.Profile.MaxRecipientsPerTransaction))
            {
                deliveries.Add(Request(message, path, route, domain, engagement, recipients, group.Profile, now));
            }
        }

        return deliveries;
    }

    /// <summary>
    /// The group and route of a domain. When its lookup fails, or takes too long, it is accepted all the same, as a group of its own: the attempt looks again, and
    /// moves it to the group that its mail exchangers turn out to have.
    /// </summary>
    public async ValueTask<(DestinationGroup Group, string Route)> RouteAsync(
        EgressSource source,
        string domain,
        Dictionary<string, Task<MailExchangerAnswer>>? lookups,
        PacingConfiguration configuration,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var group = configuration.Groups.FindByDomain(domain);
        if (source.Relay is { } relay)
        {
            return (group ?? configuration.Groups.Default(domain), HostPlan.RelayRoute(relay));
        }

        // With none ahead it begins here, after what else came before, such as signing.
        var since = lookups is null ? context.Time.GetUtcNow() : now;
        var lookup = lookups is null ? resolver.ResolveAsync(domain, cancellationToken) : new ValueTask<MailExchangerAnswer>(lookups[domain]);
        var answer = lookup.IsCompletedSuccessfully ? lookup.Result : await InTimeAsync(lookup.AsTask(), since, cancellationToken).ConfigureAwait(false);
        group ??= answer is { Hosts.Count: > 0 } ? configuration.Groups.FindByHosts(answer.Hosts) : null;
        return (group ?? configuration.Groups.Default(domain), answer?.RouteKey is { Length: > 0 } route ? route : domain);
    }

    private async ValueTask<MailExchangerAnswer?> InTimeAsync(Task<MailExchangerAnswer> lookup, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var left = since + LongestLookup - context.Time.GetUtcNow();
        try
        {
            return await lookup.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, context.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static void CheckFirstTry(in CheckedMessage message, PlannedMessage plan, List<MessageProblem> problems)
    {
        if (message.Message.NotBefore is { } notBefore && plan.Deliveries.FirstOrDefault(delivery => delivery.ExpiresAt <= notBefore) is { } late)
        {
            problems.Add(new MessageProblem(
                $"{message.Prefix}NotBefore", notBefore.ToString("u", CultureInfo.InvariantCulture), $"its time in the queue of {late.Path.Group} ends at {late.ExpiresAt:u}, before that"));
        }
    }

    private static DeliveryRequest Request(
        OutboundMessage message, EgressPath path, string route, string domain, Engagement engagement, string[] recipients, PacingProfile profile, DateTimeOffset now)
    {
        var expiresAt = now + (message.QueueMaxAge ?? profile.QueueMaxAge);
        return new DeliveryRequest
        {
            Path = path,
            Route = route,
            Domain = domain,
            Sender = message.Sender,
            Recipients = recipients,
            Content = message.Content,
            Priority = message.Priority,
            Engagement = engagement,
            Campaign = message.Campaign,
            AcceptedAt = now,
            DueAt = message.NotBefore is { } notBefore && notBefore > now ? notBefore : now,
            ExpiresAt = message.Deadline is { } deadline && deadline < expiresAt ? deadline : expiresAt,
        };
    }

    private static void ThrowIfAny(List<MessageProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw new InvalidMessageException(problems);
        }
    }

    /// <summary>A message that passed its checks, if there were no problems; <c>Prefix</c> stands before a property's name in a later one.</summary>
    private readonly record struct CheckedMessage(OutboundMessage Message, string Prefix, EgressSource Source, EnvelopeAddress[] Addresses);
}
