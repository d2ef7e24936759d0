using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Dispatch;

/// <summary>What can be wrong with a message, told with where it is and what would be right.</summary>
internal static class MessageChecks
{
    private static readonly TimeSpan LongestQueueMaxAge = TimeSpan.FromDays(366);

    public static void CheckMessage(OutboundMessage message, string prefix, List<MessageProblem> problems, PacingConfiguration configuration, DateTimeOffset now)
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
        else
        {
            CheckSize(message.Content, prefix, problems, configuration);
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

    public static void CheckSize(MessageContent content, string prefix, List<MessageProblem> problems, PacingConfiguration configuration)
    {
        if (content.Size > configuration.MaxMessageSize)
        {
            problems.Add(new MessageProblem($"{prefix}Content", null, $"its {content.Size} octets are more than the {configuration.MaxMessageSize} of ProviderPacing:MaxMessageSize"));
        }
    }

    public static EnvelopeAddress[] CheckRecipients(IReadOnlyList<Recipient> recipients, string prefix, List<MessageProblem> problems)
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

    public static EgressSource? CheckSource(string name, string prefix, List<MessageProblem> problems, PacingConfiguration configuration)
    {
        var source = configuration.FindSource(name);
        if (source is null)
        {
            problems.Add(new MessageProblem($"{prefix}EgressSource", name, $"no such egress source is configured; there are: {configuration.SourceNames}"));
        }

        return source;
    }
}
