using System.Net;
using System.Text;
using Hotmail.Pacing.Reputation.Complaints;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Tool.Complaints;

/// <summary>Reads a file that is either complaints or SNDS data.</summary>
internal sealed class FeedbackReader(ComplaintSummary summary, ICollection<ComplaintError> errors)
{
    private const int HeadLength = 1024;

    /// <summary>A row on blocked addresses has three cells at least, one on a day more.</summary>
    private const int LeastCommas = 2;

    private readonly ComplaintReader _complaints = new();
    private readonly SndsReader _snds = new();

    /// <exception cref="IOException">It could not be read.</exception>
    public void Read(Stream stream, string name, CancellationToken cancellationToken)
    {
        byte[] head = new byte[HeadLength];
        int length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        using var whole = new HeadedStream(head.AsMemory(0, length), stream);
        string first = FirstLine(head.AsSpan(0, length));
        if (IsMail(first))
        {
            ComplaintFile file = _complaints.Read(whole, name, cancellationToken);
            Add(file.Complaints, summary.Add);
            Add(file.Errors, errors.Add);
        }
        else if (first.Count(',') >= LeastCommas)
        {
            SndsFile file = _snds.Read(whole, name, cancellationToken);
            Add(file.Days, summary.Add);
            Add(file.Blocks, summary.Add);
            Add(file.Errors, errors.Add);
        }
        else
        {
            errors.Add(new ComplaintError { File = name, Reason = first.Length == 0 ? "It is empty." : "It is neither an e-mail nor SNDS data.", Position = "byte 0" });
        }
    }

    private static void Add<T>(IEnumerable<T> items, Action<T> add)
    {
        foreach (T item in items)
        {
            add(item);
        }
    }

    private static string FirstLine(ReadOnlySpan<byte> head)
    {
        string text = Encoding.Latin1.GetString(head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart();
        return text.Split('\r', '\n')[0];
    }

    /// <summary>Whether it is a header or the line before the first of a mailbox file. The address at the start of a row may have colons, too.</summary>
    private static bool IsMail(string line)
    {
        int colon = line.IndexOf(':');
        return line.StartsWith("From ", StringComparison.Ordinal)
            || (colon > 0 && line.AsSpan(0, colon).TrimEnd(" \t").IndexOfAnyExceptInRange('!', '~') < 0 && !line[..colon].Contains(',') && !IPAddress.TryParse(line.Split(',')[0].Trim(' ', '"'), out _));
    }
}
