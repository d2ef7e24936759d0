using System.Collections.Concurrent;

namespace Hotmail.Pacing.Testing;

/// <summary>
/// What the receiver answers out of the ordinary: the rules in the order they were given, the host's handler, the special mailboxes, then greylisting.
/// Rules are replaced as a whole array, so that sessions read them without a lock.
/// </summary>
internal sealed class ReceiverScript
{
    private static readonly ScriptedAction GreylistedReply = ScriptedAction.Reply("450 4.2.0 Greylisted, please try again later");

    private readonly object sync = new();
    private readonly ScriptRule[][] rules = [.. Enum.GetValues<Stage>().Select(_ => Array.Empty<ScriptRule>())];
    private readonly ConcurrentDictionary<string, ScriptedAction> mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(string Sender, string Recipient), int> greylisted = new();
    private Func<SmtpExchange, ScriptedAction?>? handler;
    private int greylistAttempts;
    private volatile bool hasMailboxes;

    public Func<SmtpExchange, ScriptedAction?>? Handler
    {
        get => Volatile.Read(ref handler);
        set => Volatile.Write(ref handler, value);
    }

    /// <summary>How often a new pair of sender and recipient is put off; 0: never.</summary>
    public int GreylistAttempts
    {
        get => Volatile.Read(ref greylistAttempts);
        set => Volatile.Write(ref greylistAttempts, value);
    }

    public void Add(ScriptRule rule)
    {
        lock (sync)
        {
            Volatile.Write(ref rules[(int)rule.Stage], [.. rules[(int)rule.Stage], rule]);
        }
    }

    public void Remove(ScriptRule rule)
    {
        lock (sync)
        {
            Volatile.Write(ref rules[(int)rule.Stage], [.. rules[(int)rule.Stage].Where(other => other != rule)]);
        }
    }

    public void SetMailbox(string address, ScriptedAction action)
    {
        mailboxes[address] = action;
        hasMailboxes = true;
    }

    /// <summary>Whether anything could answer at this stage: spares a session to describe every exchange for nobody.</summary>
    public bool HasSay(Stage stage) =>
        Volatile.Read(ref rules[(int)stage]).Length > 0
        || Handler is not null
        || (stage == Stage.Rcpt && (hasMailboxes || GreylistAttempts > 0));

    public ScriptedAction? Find(SmtpExchange exchange)
    {
        ScriptRule? chosen = null;
        foreach (var rule in Volatile.Read(ref rules[(int)exchange.Stage]))
        {
            if (rule.Matches(exchange))
            {
                chosen ??= rule;
            }
        }

        if (chosen is not null)
        {
            chosen.Hit();
            return chosen.Action;
        }

        if (Handler?.Invoke(exchange) is { } action)
        {
            return action;
        }

        if (exchange.Stage != Stage.Rcpt)
        {
            return null;
        }

        return mailboxes.TryGetValue(exchange.Recipient!, out var verdict) ? verdict : Greylist(exchange);
    }

    private ScriptedAction? Greylist(SmtpExchange exchange)
    {
        int limit = GreylistAttempts;
        if (limit == 0)
        {
            return null;
        }

        var pair = (exchange.Sender!.ToUpperInvariant(), exchange.Recipient!.ToUpperInvariant());
        return greylisted.AddOrUpdate(pair, 1, (_, n) => n > limit ? n : n + 1) <= limit ? GreylistedReply : null;
    }
}
