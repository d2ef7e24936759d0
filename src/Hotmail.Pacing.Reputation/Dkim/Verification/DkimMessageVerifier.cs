using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.RawMessages;

namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>
/// Verifies the DKIM signatures of messages (RFC 6376, 8301, 8463) and says exactly why one does not pass. Safe for use by several threads at once. What a message may cost is bounded:
/// see <see cref="DkimVerifierOptions"/>; of the header, 2,000 fields are looked at, and of signatures those of at most 64 KiB, with 500 names in <c>h=</c>.
/// </summary>
public sealed class DkimMessageVerifier
{
    private const int MostFields = 2_000;
    // Several times what 500 names in h= come to.
    private const int LongestSignature = 64 * 1024;

    private const string SignatureField = "DKIM-Signature";

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private readonly IDnsResolver _resolver;
    private readonly TimeProvider _time;
    private readonly int _mostSignatures;
    private readonly int _mostBytes;
    private readonly TimeSpan _clockTolerance;
    private readonly TimeSpan _timeout;

    /// <summary>Verifies with the default options and the system's clock.</summary>
    /// <param name="resolver">Whom to ask for keys.</param>
    public DkimMessageVerifier(IDnsResolver resolver)
        : this(resolver, new DkimVerifierOptions(), TimeProvider.System)
    {
    }

    /// <summary>Verifies.</summary>
    /// <param name="resolver">Whom to ask for keys.</param>
    /// <param name="options">The limits, which are copied.</param>
    /// <param name="time">The clock, for signatures that expire and for the time-out.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is negative, or not positive where it must be, or the time-out is above a day.</exception>
    public DkimMessageVerifier(IDnsResolver resolver, DkimVerifierOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaxSignatures);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxMessageBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ClockTolerance, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Timeout, LongestTimeout);
        (_resolver, _time) = (resolver, time);
        (_mostSignatures, _mostBytes, _clockTolerance, _timeout) = (options.MaxSignatures, options.MaxMessageBytes, options.ClockTolerance, options.Timeout);
    }

    /// <summary>Verifies a message that is read from a stream. Whatever is in it is a result.</summary>
    /// <param name="message">The stream; it is left open.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<DkimMessageResult> VerifyStreamAsync(Stream message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var bytes = await MessageBytes.ReadAsync(message, _mostBytes, cancellationToken).ConfigureAwait(false);
        return bytes.Length > _mostBytes
            ? NotChecked($"The message is longer than {_mostBytes} bytes; nothing of it was checked.")
            : await VerifyAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Verifies a message. Whatever is in it, and whatever the DNS says, is a result; a failure of the DNS is <see cref="DkimVerdict.TempError"/>.</summary>
    /// <param name="message">The message's bytes as they arrived, such as an <c>.eml</c> file. Line ends may be LF alone.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<DkimMessageResult> VerifyAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        var fields = MessageFields.Parse(message, MostFields);
        if (!fields.IsWhole)
        {
            return NotChecked($"The header has more than {MostFields} fields; nothing of it was checked.");
        }

        using var timer = new CancellationTokenSource(_timeout, _time);
        using var lookups = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var check = new SignatureCheck(_resolver, fields, _time.GetUtcNow(), _clockTolerance, lookups.Token);
        var results = new List<DkimSignatureResult>();
        foreach (var field in fields.Find(SignatureField))
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(results.Count >= _mostSignatures ? PassOver()
                : field.Bytes.Length > LongestSignature ? Neutral($"The signature is longer than {LongestSignature} bytes; it was not checked.")
                : await check.CheckAsync(field, cancellationToken).ConfigureAwait(false));
        }

        return new DkimMessageResult { Signatures = results, Issues = MessageRules.Check(results, fields.Find("From").Count()) };
    }

    private DkimSignatureResult PassOver() => Neutral($"The first {_mostSignatures} signatures were checked; this one comes after them.");

    private static DkimMessageResult NotChecked(string reason) => new() { Issues = [DkimIssues.NotChecked.On("message", reason)] };

    private static DkimSignatureResult Neutral(string reason) => new() { Verdict = DkimVerdict.Neutral, Failure = DkimFailure.NotChecked, Reason = reason };
}
