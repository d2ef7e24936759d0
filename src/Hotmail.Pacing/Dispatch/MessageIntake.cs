using System.Globalization;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <summary>
/// Checks messages and splits them into deliveries: one for each path, domain and engagement among the recipients, with at most as many
/// recipients as a transaction may have.
/// </summary>
internal sealed class MessageIntake(PacerContext context, IMailExchangerResolver resolver)
{
    private static readonly TimeSpan LongestQueueMaxAge = TimeSpan.FromDays(366);

    private int _turn;

    /// <summary>Plans one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="prefix">What stands before a property's name in a problem: empty, or <c>Messages[17].</c> in a batch.</param>
    /// <param name="problems">Where problems are added.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the waiting for the DNS.</param>
    /// <returns>The plan; <see langword="null"/> when there is a problem.</returns>
    public async ValueTask<PlannedMessage?> PlanAsync(
        OutboundMessage message, string prefix, List<MessageProblem> problems, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var configuration = context.Configuration;
        var before = problems.Count;
        CheckMessage(message, prefix, problems, configuration, now);
        var source = Source(message, prefix, problems, configuration);
        var addresses = CheckRecipients(message.Recipients, prefix, problems);
        if (problems.Count > before)
        {
            return null;
        }

        var planned = new PlannedRecipient[addresses.Length];
        var deliveries = addresses.Length == 1
            ? await PlanOneAsync(message, addresses[0], source!, configuration, planned, now, cancellationToken).ConfigureAwait(false)
            : await SplitAsync(message, addresses, source!, configuration, planned, now, cancellationToken).ConfigureAwait(false);
        if (message.NotBefore is { } notBefore && deliveries.FirstOrDefault(delivery => delivery.ExpiresAt <= notBefore) is { } late)
        {
            problems.Add(new MessageProblem($"{prefix}NotBefore", notBefore.ToString("u", CultureInfo.InvariantCulture), $"its time in the queue of {late.Path.Group} ends at {late.ExpiresAt:u}, before that"));
            return null;
        }

        return new PlannedMessage(deliveries, planned);
    }

    private async ValueTask<DeliveryRequest[]> PlanOneAsync(
        OutboundMessage message,
        EnvelopeAddress address,
        EgressSource source,
        PacingConfiguration configuration,
        PlannedRecipient[] planned,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var (group, route) = await RouteAsync(source, address.Domain, configuration, cancellationToken).ConfigureAwait(false);
        var recipient = planned[0] = new PlannedRecipient(message.Recipients[0].Address, new EgressPath(source.Name, group.Name), message.Recipients[0].Engagement);
        return [Request(message, recipient.Path, route, address.Domain, recipient.Engagement, [recipient.Address], group.Profile, now)];
    }

    private async ValueTask<IReadOnlyList<DeliveryRequest>> SplitAsync(
        OutboundMessage message,
        EnvelopeAddress[] addresses,
        EgressSource source,
        PacingConfiguration configuration,
        PlannedRecipient[] planned,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var firstSpelling = new Dictionary<(string Local, string Domain), int>();
        var buckets = new Dictionary<(string Domain, Engagement Engagement), List<string>>();
        var routes = new Dictionary<string, (DestinationGroup Group, string Route)>(StringComparer.Ordinal);
        for (var index = 0; index < addresses.Length; index++)
        {
            var address = addresses[index];
            if (firstSpelling.TryGetValue((address.LocalPart, address.Domain), out var first))
            {
                planned[index] = planned[first];
                continue;
            }

            firstSpelling.Add((address.LocalPart, address.Domain), index);
            if (!routes.TryGetValue(address.Domain, out var where))
            {
                routes[address.Domain] = where = await RouteAsync(source, address.Domain, configuration, cancellationToken).ConfigureAwait(false);
            }

            var recipient = message.Recipients[index];
            planned[index] = new PlannedRecipient(recipient.Address, new EgressPath(source.Name, where.Group.Name), recipient.Engagement);
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
    /// The group and route of a domain. When its lookup fails, it is accepted all the same, as a group of its own: the attempt looks again, and moves it
    /// to the group that its mail exchangers turn out to have.
    /// </summary>
    private async ValueTask<(DestinationGroup Group, string Route)> RouteAsync(
        EgressSource source, string domain, PacingConfiguration configuration, CancellationToken cancellationToken)
    {
        var group = configuration.Groups.FindByDomain(domain);
        if (source.Relay is { } relay)
        {
            return (group ?? configuration.Groups.Default(domain), HostPlan.RelayRoute(relay));
        }

        var answer = await resolver.ResolveAsync(domain, cancellationToken).ConfigureAwait(false);
        group ??= answer.Hosts.Count > 0 ? configuration.Groups.FindByHosts(answer.Hosts) : null;
        return (group ?? configuration.Groups.Default(domain), answer.RouteKey is { Length: > 0 } route ? route : domain);
    }

    private EgressSource? Source(OutboundMessage message, string prefix, List<MessageProblem> problems, PacingConfiguration configuration)
    {
        if (message.EgressSource is not { } name)
        {
            var turn = (uint)Interlocked.Increment(ref _turn);
            return configuration.Sources[(int)(turn % (uint)configuration.Sources.Count)];
        }

        var source = configuration.FindSource(name);
        if (source is null)
        {
            var known = string.Join(", ", configuration.Sources.Select(static candidate => candidate.Name));
            problems.Add(new MessageProblem($"{prefix}EgressSource", name, $"no such egress source is configured; there are: {known}"));
        }

        return source;
    }

    private static void CheckMessage(
        OutboundMessage message, string prefix, List<MessageProblem> problems, PacingConfiguration configuration, DateTimeOffset now)
    {
        if (message.Sender is null)
        {
            problems.Add(new MessageProblem($"{prefix}Sender", null, "there is no sender; an empty text is the null reverse-path"));
        }
        else if (message.Sender.Length > 0 && !EnvelopeAddress.TryParse(message.Sender, out _, out var reason))
        {
            problems.Add(new MessageProblem($"{prefix}Sender", message.Sender, reason));
        }

        if (message.Content is null)
        {
            problems.Add(new MessageProblem($"{prefix}Content", null, "there is no content"));
        }
        else if (message.Content.Size > configuration.MaxMessageSize)
        {
            problems.Add(new MessageProblem($"{prefix}Content", null, $"its {message.Content.Size} octets are more than the {configuration.MaxMessageSize} of ProviderPacing:MaxMessageSize"));
        }

        if (!Enum.IsDefined(message.Priority))
        {
            problems.Add(new MessageProblem($"{prefix}Priority", message.Priority.ToString(), "it is not one of Bulk, Transactional"));
        }

        if (message.QueueMaxAge is { } age && (age <= TimeSpan.Zero || age > LongestQueueMaxAge))
        {
            problems.Add(new MessageProblem($"{prefix}QueueMaxAge", age.ToString(), $"it must be more than zero and at most {LongestQueueMaxAge.TotalDays:0} days"));
        }

        if (message.Deadline <= now)
        {
            problems.Add(new MessageProblem($"{prefix}Deadline", message.Deadline.ToString(), "it is past"));
        }
    }

    private static EnvelopeAddress[] CheckRecipients(IReadOnlyList<Recipient> recipients, string prefix, List<MessageProblem> problems)
    {
        if (recipients is null || recipients.Count == 0)
        {
            problems.Add(new MessageProblem($"{prefix}Recipients", null, "there is no recipient"));
            return [];
        }

        var addresses = new EnvelopeAddress[recipients.Count];
        for (var index = 0; index < addresses.Length; index++)
        {
            var (address, engagement) = recipients[index];
            if (!EnvelopeAddress.TryParse(address, out addresses[index], out var reason))
            {
                problems.Add(new MessageProblem($"{prefix}Recipients[{index}]", address, reason));
            }
            else if (!Enum.IsDefined(engagement))
            {
                problems.Add(new MessageProblem($"{prefix}Recipients[{index}].Engagement", engagement.ToString(), "it is not one of Engaged, Normal, Dormant"));
            }
        }

        return addresses;
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
}
