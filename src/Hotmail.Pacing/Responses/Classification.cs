namespace Hotmail.Pacing.Responses;

/// <summary>What a reply means.</summary>
/// <param name="Class">The class.</param>
/// <param name="Permanence">Whether to try again.</param>
/// <param name="Rule">The name of the rule that said so, for logs: stable, of low cardinality.</param>
/// <param name="Scope">For <see cref="ReplyClass.ConnectionLimit"/>, what is counted; else <see cref="LimitScope.None"/>.</param>
public readonly record struct Classification(ReplyClass Class, Permanence Permanence, string Rule, LimitScope Scope = LimitScope.None);
