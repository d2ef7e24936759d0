using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What a list's answer means (RFC 5782 §2.1, and the error codes that lists answer with). Pure.</summary>
internal static class ListAnswer
{
    private const int MostAnswers = 20;

    private static readonly IPAddress AddressAsked = IPAddress.Parse("127.0.1.255");
    private static readonly IPAddress Mistyped = IPAddress.Parse("127.255.255.252");

    /// <summary>Reads it.</summary>
    /// <param name="list">The list.</param>
    /// <param name="subject">What was asked for.</param>
    /// <param name="answer">The answer to the question for addresses.</param>
    public static BlocklistResult Read(Blocklist list, string subject, DnsAnswer answer)
    {
        if (DnsAsking.Failure(answer) is { } failure)
        {
            return Unknown(list, BlocklistProblem.NoAnswer, $"{list} could not be asked for {subject}: {QuotedText.Quote(list.Hide(failure))}");
        }

        if (answer.Addresses.Count == 0)
        {
            return new BlocklistResult { List = list, Status = BlocklistStatus.NotListed, Explanation = $"{subject} is not on {list}." };
        }

        IPAddress[] answers = [.. answer.Addresses.Take(MostAnswers)];
        foreach (var one in answers)
        {
            if (FindProblem(list, one) is { } problem)
            {
                var meaning = list.Codes.FirstOrDefault(code => code.Kind is BlocklistCodeKind.Refused or BlocklistCodeKind.Error && code.Matches(one))?.Meaning ?? WordsFor(problem);
                return Unknown(list, problem, $"{list} answered {one} for {subject}: {meaning}.") with { Answers = answers };
            }
        }

        BlocklistCode[] codes = [.. list.Codes.Where(code => code.Kind is BlocklistCodeKind.Listing or BlocklistCodeKind.Policy && answers.Any(code.Matches))];
        var meanings = codes.Length == 0 ? "" : $" ({string.Join("; ", codes.Select(static code => code.Meaning).Distinct(StringComparer.Ordinal))})";
        return new BlocklistResult
        {
            List = list,
            Status = BlocklistStatus.Listed,
            Answers = answers,
            Codes = codes,
            Explanation = $"{subject} is on {list}: {string.Join(", ", answers.AsEnumerable())}{meanings}.",
        };
    }

    /// <summary>A result that says nothing of the subject.</summary>
    public static BlocklistResult Unknown(Blocklist list, BlocklistProblem problem, string explanation) =>
        new() { List = list, Status = BlocklistStatus.Unknown, Problem = problem, Explanation = explanation };

    /// <summary>Why an answer is no listing; null where it is one.</summary>
    private static BlocklistProblem? FindProblem(Blocklist list, IPAddress answer)
    {
        var bytes = answer.GetAddressBytes();
        if (answer.AddressFamily != AddressFamily.InterNetwork || bytes[0] != 127 || answer.Equals(Mistyped))
        {
            return BlocklistProblem.ListBroken;
        }

        if (answer.Equals(AddressAsked))
        {
            return BlocklistProblem.CannotBeAsked;
        }

        var isError = (bytes[1], bytes[2], bytes[3]) is (255, 255, _) or (0, 0, 1);
        return isError || list.Codes.Any(code => code.Kind == BlocklistCodeKind.Refused && code.Matches(answer)) ? BlocklistProblem.ResolverRefused
            : list.Codes.Any(code => code.Kind == BlocklistCodeKind.Error && code.Matches(answer)) ? BlocklistProblem.ListBroken
            : null;
    }

    private static string WordsFor(BlocklistProblem problem) => problem switch
    {
        BlocklistProblem.ResolverRefused => "it refuses the resolver that asked",
        BlocklistProblem.CannotBeAsked => "an address was asked of a list of domains",
        _ => "an answer that is no code of a list",
    };
}
