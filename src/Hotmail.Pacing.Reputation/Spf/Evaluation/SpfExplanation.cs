using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Spf.Macros;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>What a domain says to a client that failed (RFC 7208 §6.2). Whatever goes wrong with it, it is left out.</summary>
internal static class SpfExplanation
{
    /// <summary>Finds the text; null where there is none that can be used.</summary>
    public static async ValueTask<string?> FindAsync(SpfOutcome outcome, SpfQuestions questions)
    {
        if (outcome.Record?.Explanation is not { } modifier)
        {
            return null;
        }

        var name = DomainSpec.ToName(await questions.ExpandAsync(modifier.Macros, outcome.Domain).ConfigureAwait(false));
        if (!DomainName.CanBeAsked(name))
        {
            return null;
        }

        var answer = await questions.AskAsync(name, DnsRecordKind.Txt).ConfigureAwait(false);
        if (answer.Texts is not [var text] || !IsVisible(text))
        {
            return null;
        }

        var macros = MacroString.Parse(text, out var error, out _, inExplanation: true);
        if (error is not null)
        {
            return null;
        }

        var explanation = await questions.ExpandAsync(macros, outcome.Domain).ConfigureAwait(false);
        return IsVisible(explanation) ? explanation : null;
    }

    private static bool IsVisible(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
