namespace Hotmail.Pacing.Testing;

/// <summary>
/// A scripted answer: conditions, then one action, which puts the rule into force, such as
/// <c>receiver.When(Stage.Rcpt).ForRecipient("x@y.example").OnAttempt(1).Reply("450 4.2.0 Greylisted")</c>.
/// </summary>
/// <remarks>The first rule that matches answers. Each rule counts its own attempts, also when an earlier rule answers.</remarks>
public sealed class ScriptRule
{
    private readonly ReceiverScript script;
    private string? recipient;
    private string? sender;
    private Func<SmtpExchange, bool>? condition;
    private int firstAttempt = 1;
    private int lastAttempt = int.MaxValue;
    private int attempts;
    private int hits;

    internal ScriptRule(ReceiverScript script, Stage stage)
    {
        this.script = script;
        Stage = stage;
    }

    /// <summary>Where the rule answers.</summary>
    public Stage Stage { get; }

    /// <summary>How often the rule has answered.</summary>
    public int Hits => Volatile.Read(ref hits);

    internal ScriptedAction? Action { get; private set; }

    /// <summary>Only for a recipient: at <see cref="Stage.Rcpt"/> the one that is named, at <see cref="Stage.Data"/> and <see cref="Stage.EndOfData"/> any of the transaction's.</summary>
    /// <param name="address">The address, compared without regard to case.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="InvalidOperationException">The stage has no recipient, or the rule is in force.</exception>
    public ScriptRule ForRecipient(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        ThrowIfInForce();
        if (Stage is not (Stage.Rcpt or Stage.Data or Stage.EndOfData))
        {
            throw new InvalidOperationException($"There is no recipient at {Stage}.");
        }

        recipient = address;
        return this;
    }

    /// <summary>Only for a sender.</summary>
    /// <param name="address">The address of MAIL FROM, compared without regard to case; empty for the null sender.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="InvalidOperationException">The stage has no sender, or the rule is in force.</exception>
    public ScriptRule ForSender(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        ThrowIfInForce();
        if (Stage is not (Stage.Mail or Stage.Rcpt or Stage.Data or Stage.EndOfData))
        {
            throw new InvalidOperationException($"There is no sender at {Stage}.");
        }

        sender = address;
        return this;
    }

    /// <summary>Only where a condition of your own holds as well. A second call replaces the first.</summary>
    /// <param name="predicate">Called on the session's thread: it must be quick and safe for concurrent use.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="InvalidOperationException">The rule is in force.</exception>
    public ScriptRule Where(Func<SmtpExchange, bool> predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        ThrowIfInForce();
        condition = predicate;
        return this;
    }

    /// <summary>Only the n-th time that the other conditions hold, over all connections: for one recipient, its n-th attempt; at <see cref="Stage.Banner"/>, the n-th connection.</summary>
    /// <param name="attempt">From 1.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    /// <exception cref="InvalidOperationException">The rule is in force.</exception>
    public ScriptRule OnAttempt(int attempt) => OnAttempts(attempt, attempt);

    /// <summary>As <see cref="OnAttempt"/>, for several in a row.</summary>
    /// <param name="first">The first attempt, from 1.</param>
    /// <param name="last">The last attempt.</param>
    /// <returns>This rule.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The first is less than 1, or the last less than the first.</exception>
    /// <exception cref="InvalidOperationException">The rule is in force.</exception>
    public ScriptRule OnAttempts(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ThrowIfInForce();
        firstAttempt = first;
        lastAttempt = last;
        return this;
    }

    /// <summary>Puts the rule into force with an action.</summary>
    /// <param name="action">What to do.</param>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="InvalidOperationException">The rule is already in force, or the action makes no sense at its stage.</exception>
    public ScriptRule Do(ScriptedAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        ThrowIfInForce();
        if ((action.Kind == ActionKind.DropInData && Stage != Stage.Data) || (action.Kind == ActionKind.AcceptAndDrop && Stage != Stage.EndOfData))
        {
            throw new InvalidOperationException($"{action.Kind} makes no sense at {Stage}.");
        }

        Action = action;
        script.Add(this);
        return this;
    }

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.Reply"/>.</summary>
    /// <param name="text">The code and the text.</param>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="ArgumentException">The text is not a reply.</exception>
    /// <exception cref="InvalidOperationException">The rule is already in force.</exception>
    public ScriptRule Reply(string text) => Do(ScriptedAction.Reply(text));

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.ReplyAndClose"/>.</summary>
    /// <param name="text">The code and the text.</param>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="ArgumentException">The text is not a reply.</exception>
    /// <exception cref="InvalidOperationException">The rule is already in force.</exception>
    public ScriptRule ReplyAndClose(string text) => Do(ScriptedAction.ReplyAndClose(text));

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.ReplyByteByByte"/>.</summary>
    /// <param name="text">The code and the text.</param>
    /// <param name="pause">How long to wait between two bytes.</param>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="ArgumentException">The text is not a reply.</exception>
    /// <exception cref="InvalidOperationException">The rule is already in force.</exception>
    public ScriptRule ReplyByteByByte(string text, TimeSpan pause = default) => Do(ScriptedAction.ReplyByteByByte(text, pause));

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.Garbage"/>.</summary>
    /// <param name="bytes">What to send.</param>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="InvalidOperationException">The rule is already in force.</exception>
    public ScriptRule Garbage(ReadOnlySpan<byte> bytes) => Do(ScriptedAction.Garbage(bytes));

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.Drop"/>.</summary>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="InvalidOperationException">The rule is already in force.</exception>
    public ScriptRule Drop() => Do(ScriptedAction.Drop());

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.DropInData"/>.</summary>
    /// <param name="afterBytes">After how many bytes of content.</param>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="InvalidOperationException">The rule is already in force, or its stage is not <see cref="Stage.Data"/>.</exception>
    public ScriptRule DropInData(long afterBytes) => Do(ScriptedAction.DropInData(afterBytes));

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.Hang"/>.</summary>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="InvalidOperationException">The rule is already in force.</exception>
    public ScriptRule Hang() => Do(ScriptedAction.Hang());

    /// <summary>Puts the rule into force with <see cref="ScriptedAction.Delay"/>.</summary>
    /// <param name="time">How long to wait before the usual answer.</param>
    /// <returns>This rule, now in force.</returns>
    /// <exception cref="InvalidOperationException">The rule is already in force.</exception>
    public ScriptRule Delay(TimeSpan time) => Do(ScriptedAction.Delay(time));

    /// <summary>Takes the rule out of force; a session that is carrying it out finishes.</summary>
    public void Remove() => script.Remove(this);

    /// <summary>Counts the attempt if the conditions hold, and says whether the rule is meant.</summary>
    internal bool Matches(SmtpExchange exchange)
    {
        if ((sender is not null && !sender.Equals(exchange.Sender, StringComparison.OrdinalIgnoreCase))
            || (recipient is not null && !Names(exchange, recipient))
            || condition?.Invoke(exchange) == false)
        {
            return false;
        }

        int attempt = Interlocked.Increment(ref attempts);
        return attempt >= firstAttempt && attempt <= lastAttempt;
    }

    internal void Hit() => Interlocked.Increment(ref hits);

    private static bool Names(SmtpExchange exchange, string address) =>
        exchange.Stage == Stage.Rcpt
            ? address.Equals(exchange.Recipient, StringComparison.OrdinalIgnoreCase)
            : exchange.Recipients.Contains(address, StringComparer.OrdinalIgnoreCase);

    private void ThrowIfInForce()
    {
        if (Action is not null)
        {
            throw new InvalidOperationException("The rule is in force and can't be changed.");
        }
    }
}
