using Hotmail.Pacing.Responses.Matching;
using Hotmail.Pacing.Responses.Rules;

namespace Hotmail.Pacing.Responses;

/// <summary>
/// The classifier: a list of rules, the host's own first, then the shipped ones, most specific first. Pure and thread-safe; a classification allocates nothing.
/// </summary>
/// <remarks>The shipped rules are compiled once in a process. Rules of the host's are compiled with each classifier that has any (some milliseconds): make it once and share it.</remarks>
public sealed class ReplyClassifier : IReplyClassifier
{
    private static readonly Classification Accepted = new(ReplyClass.Success, Permanence.Success, "success");
    private static readonly Classification NotSmtp = new(ReplyClass.ProtocolError, Permanence.Transient, "not-smtp");

    private static readonly Lazy<RuleSet> Shipped = new(static () => new RuleSet([.. ShippedRules]));

    private readonly RuleSet _rules;

    /// <summary>Makes a classifier with the shipped rules.</summary>
    public ReplyClassifier()
        : this([])
    {
    }

    /// <summary>Makes a classifier with the host's rules ahead of the shipped ones.</summary>
    /// <param name="rules">The host's rules, in order: the first that applies decides.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rules"/> is null.</exception>
    /// <exception cref="ArgumentException">A rule is not valid: no name, a code or enhanced code that is none, a phrase without letter and digit. The message names the rule.</exception>
    public ReplyClassifier(IEnumerable<ClassificationRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ClassificationRule[] own = [.. rules];
        _rules = own.Length == 0 ? Shipped.Value : new RuleSet([.. own, .. ShippedRules]);
    }

    /// <summary>The shipped rules, in order. The last ones take every reply that is 4yz or 5yz.</summary>
    public static IReadOnlyList<ClassificationRule> ShippedRules => ShippedRuleList.All;

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="reply"/> is null.</exception>
    public Classification Classify(SmtpReply reply, string? provider)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return reply.IsPositive ? Accepted : _rules.Find(reply, provider)?.For(reply) ?? NotSmtp;
    }
}
