using System.Globalization;
using System.Text;

namespace Hotmail.Pacing.Testing;

/// <summary>
/// What the receiver does at one moment of a session instead of its usual answer. Immutable.
/// </summary>
/// <remarks>
/// A reply that is positive for its stage (3yz at <see cref="Stage.Data"/>, 2yz elsewhere) has the effect of the usual answer, in other words;
/// any other reply refuses the command, and the session goes on. A banner that is not positive leaves the connection open
/// and is then the answer to every command but QUIT.
/// </remarks>
public sealed class ScriptedAction
{
    private ScriptedAction(ActionKind kind, byte[]? bytes = null)
    {
        Kind = kind;
        Bytes = bytes ?? [];
    }

    internal ActionKind Kind { get; private init; }

    /// <summary>What goes over the wire; for a reply with the final CRLF.</summary>
    internal byte[] Bytes { get; private init; }

    /// <summary>How long to wait before it.</summary>
    internal TimeSpan Wait { get; private init; }

    /// <summary>How long to wait between two bytes of a reply byte by byte.</summary>
    internal TimeSpan Pause { get; private init; }

    /// <summary>After how many bytes of content the connection is dropped.</summary>
    internal long AfterBytes { get; private init; }

    /// <summary>Sends a reply.</summary>
    /// <param name="text">The code and the text, such as <c>450 4.2.0 Greylisted</c>. A line feed makes a reply of several lines; the code is repeated on each.</param>
    /// <returns>The action.</returns>
    /// <exception cref="ArgumentException">The text doesn't begin with a code from 200 to 599 and a space. For such answers there is <see cref="Garbage"/>.</exception>
    public static ScriptedAction Reply(string text) => new(ActionKind.Reply, Format(text));

    /// <summary>Sends a reply and closes the connection.</summary>
    /// <param name="text">As for <see cref="Reply"/>.</param>
    /// <returns>The action.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Reply"/>.</exception>
    public static ScriptedAction ReplyAndClose(string text) => new(ActionKind.ReplyAndClose, Format(text));

    /// <summary>Sends a reply with one write per byte.</summary>
    /// <param name="text">As for <see cref="Reply"/>.</param>
    /// <param name="pause">How long to wait between two bytes, by the receiver's <see cref="TimeProvider"/>. Default: not at all.</param>
    /// <returns>The action.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Reply"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The pause is negative.</exception>
    public static ScriptedAction ReplyByteByByte(string text, TimeSpan pause = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pause, TimeSpan.Zero);
        return new(ActionKind.ReplyByteByByte, Format(text)) { Pause = pause };
    }

    /// <summary>Sends bytes as they are in place of a reply. The command has no effect; the session goes on.</summary>
    /// <param name="bytes">Any bytes, with or without a line end.</param>
    /// <returns>The action.</returns>
    public static ScriptedAction Garbage(ReadOnlySpan<byte> bytes) => new(ActionKind.Garbage, bytes.ToArray());

    /// <summary>Closes the connection without a word.</summary>
    /// <returns>The action.</returns>
    public static ScriptedAction Drop() => new(ActionKind.Drop);

    /// <summary>At <see cref="Stage.EndOfData"/>: accepts and counts the message, then closes the connection without a word, so that the sender can't know. Elsewhere the same as <see cref="Drop"/>.</summary>
    /// <returns>The action.</returns>
    public static ScriptedAction AcceptAndDrop() => new(ActionKind.AcceptAndDrop);

    /// <summary>At <see cref="Stage.Data"/>: asks for the content and closes the connection in the middle of it. Elsewhere the same as <see cref="Drop"/>.</summary>
    /// <param name="afterBytes">After how many bytes of content; a shorter message is dropped at its end, unanswered.</param>
    /// <returns>The action.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static ScriptedAction DropInData(long afterBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterBytes);
        return new(ActionKind.DropInData) { AfterBytes = afterBytes };
    }

    /// <summary>Never answers: reads and forgets what comes, until the client leaves or the receiver is disposed.</summary>
    /// <returns>The action.</returns>
    public static ScriptedAction Hang() => new(ActionKind.Hang);

    /// <summary>Answers as usual, but later.</summary>
    /// <param name="time">How long to wait, by the receiver's <see cref="TimeProvider"/>.</param>
    /// <returns>The action.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative time.</exception>
    public static ScriptedAction Delay(TimeSpan time) => new ScriptedAction(ActionKind.Proceed).After(time);

    /// <summary>The same action after a wait.</summary>
    /// <param name="time">How long to wait, by the receiver's <see cref="TimeProvider"/>. It replaces a wait given before.</param>
    /// <returns>A new action.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative time.</exception>
    public ScriptedAction After(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return new(Kind, Bytes) { Wait = time, Pause = Pause, AfterBytes = AfterBytes };
    }

    /// <summary>Whether it has the effect of the usual positive answer at a stage.</summary>
    internal bool AcceptsAt(Stage stage) => Kind switch
    {
        ActionKind.Reply or ActionKind.ReplyByteByByte or ActionKind.ReplyAndClose => Bytes[0] == (stage == Stage.Data ? '3' : '2'),
        ActionKind.AcceptAndDrop => stage == Stage.EndOfData,
        ActionKind.DropInData => stage == Stage.Data,
        _ => false,
    };

    private static byte[] Format(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length < 3
            || !int.TryParse(text.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int code)
            || code is < 200 or > 599
            || (text.Length > 3 && text[3] is not (' ' or '-' or '\n')))
        {
            throw new ArgumentException($"A reply begins with a code from 200 to 599 and a space, but this one is '{text}'.", nameof(text));
        }

        string[] lines = text[Math.Min(4, text.Length)..].ReplaceLineEndings("\n").Split('\n');
        var wire = new StringBuilder(text.Length + 2 + (6 * lines.Length));
        for (int i = 0; i < lines.Length; i++)
        {
            wire.Append(text, 0, 3).Append(i < lines.Length - 1 ? '-' : ' ').Append(lines[i]).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(wire.ToString());
    }
}
