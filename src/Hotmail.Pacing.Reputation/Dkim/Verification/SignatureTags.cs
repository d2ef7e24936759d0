using System.Globalization;
using MimeKit.Cryptography;

namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>The value of a DKIM-Signature field, taken apart and checked as far as it goes without a key and without the message (RFC 6376 §3.5, §6.1.1).</summary>
internal sealed class SignatureTags
{
    private const int MostHeaders = 500;

    // RFC 6376: at most 12 digits; the date type ends a little before.
    private const int MostTimeDigits = 12;

    private readonly TagList _list;

    private SignatureTags(TagList list) => _list = list;

    public string? Domain => _list.Find("d")?.Compact;

    public string? Selector => _list.Find("s")?.Compact;

    public string? Identity => _list.Find("i")?.Compact ?? (Domain is null ? null : $"@{Domain}");

    public string? AlgorithmName => _list.Find("a")?.Compact;

    public string[] Headers { get; private set; } = [];

    public DateTimeOffset? SignedAt { get; private set; }

    public DateTimeOffset? ExpiresAt { get; private set; }

    public DkimSignatureAlgorithm Algorithm { get; private set; }

    public DkimCanonicalizationAlgorithm HeaderForm { get; private set; }

    public DkimCanonicalizationAlgorithm BodyForm { get; private set; }

    /// <summary>The signed length of the body (<c>l=</c>); null for all of it.</summary>
    public long? Length { get; private set; }

    public string BodyHash { get; private set; } = "";

    public string Signature { get; private set; } = "";

    public byte[] SignatureBytes { get; private set; } = [];

    /// <summary>What is wrong; null for nothing.</summary>
    public SignatureProblem? Problem { get; private set; }

    /// <summary>Reads a field's value.</summary>
    public static SignatureTags Parse(string value)
    {
        var tags = new SignatureTags(TagList.Parse(value));
        tags.Problem = tags.Read();
        return tags;
    }

    private SignatureProblem? Read()
    {
        // What can be said of it is read first, so that also the result of a wrong one says it.
        Headers = _list.Find("h")?.Elements ?? [];
        if (_list.Errors is [var error, ..])
        {
            return Malformed(error.Reason, error.Position);
        }

        foreach (var name in (string[])["v", "a", "b", "bh", "d", "h", "s"])
        {
            if (_list.Find(name) is not { Value.Length: > 0 })
            {
                return Malformed($"There is no {name}=, which a signature must have.", _list.Find(name)?.Position);
            }
        }

        return CheckVersion() ?? CheckAlgorithm() ?? CheckForms() ?? CheckHashes() ?? CheckNumbers() ?? CheckHeaders() ?? CheckIdentity();
    }

    private SignatureProblem? CheckVersion() => _list.Find("v") is { } version && version.Value != "1"
        ? new SignatureProblem(DkimFailure.WrongVersion, DkimVerdict.Neutral, $"v={version.Value} is not known; there is v=1.", version.ValuePosition)
        : null;

    private SignatureProblem? CheckAlgorithm()
    {
        var tag = _list.Find("a")!;
        switch (tag.Compact.ToLowerInvariant())
        {
            case "rsa-sha256":
                Algorithm = DkimSignatureAlgorithm.RsaSha256;
                break;
            case "ed25519-sha256":
                Algorithm = DkimSignatureAlgorithm.Ed25519Sha256;
                break;
            case "rsa-sha1":
                return new SignatureProblem(DkimFailure.Sha1, DkimVerdict.PermError, "a=rsa-sha1 uses SHA-1, which must not be accepted any more (RFC 8301).", tag.ValuePosition);
            default:
                return Unsupported($"a={tag.Compact} is not known.", tag.ValuePosition);
        }

        return _list.Find("q") is { } query && !query.Elements.Contains("dns/txt", StringComparer.OrdinalIgnoreCase)
            ? Unsupported($"q={query.Value} is not known; there is q=dns/txt.", query.ValuePosition)
            : null;
    }

    private SignatureProblem? CheckForms()
    {
        if (_list.Find("c") is not { } tag)
        {
            return null;
        }

        var forms = tag.Compact.ToLowerInvariant().Split('/');
        if (forms.Length > 2 || forms.Any(static form => form is not ("simple" or "relaxed")))
        {
            return Unsupported($"c={tag.Compact} is not known.", tag.ValuePosition);
        }

        HeaderForm = ToForm(forms[0]);
        BodyForm = ToForm(forms.ElementAtOrDefault(1));
        return null;
    }

    private SignatureProblem? CheckHashes()
    {
        var (hash, signature) = (_list.Find("bh")!, _list.Find("b")!);
        if (hash.DecodeBase64(out var hashBytes) is { } hashPosition)
        {
            return Malformed("bh= is not base64.", hashPosition);
        }

        if (hashBytes.Length != 32)
        {
            return Malformed($"bh= is not a SHA-256 hash: it has {hashBytes.Length} bytes where there are 32.", hash.ValuePosition);
        }

        if (signature.DecodeBase64(out var bytes) is { } position)
        {
            return Malformed("b= is not base64.", position);
        }

        // As MimeKit compares it: there is one way to write the bytes, and another is the same hash.
        (BodyHash, Signature, SignatureBytes) = (Convert.ToBase64String(hashBytes), Convert.ToBase64String(bytes), bytes);
        return null;
    }

    private SignatureProblem? CheckNumbers()
    {
        if (_list.Find("l") is { } length)
        {
            if (!IsNumber(length.Value, 76))
            {
                return Malformed("l= is not a number.", length.ValuePosition);
            }

            Length = long.TryParse(length.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : long.MaxValue;
        }

        foreach (var name in (string[])["t", "x"])
        {
            if (_list.Find(name) is { } tag && !IsNumber(tag.Value, MostTimeDigits))
            {
                return Malformed($"{name}= is not a time in seconds since 1970.", tag.ValuePosition);
            }
        }

        (SignedAt, ExpiresAt) = (ToTime(_list.Find("t")), ToTime(_list.Find("x")));
        return ToSeconds(_list.Find("x")) <= ToSeconds(_list.Find("t")) ? Malformed("x= is not after t=: there is no time at which it is good.", _list.Find("x")!.ValuePosition) : null;
    }

    private SignatureProblem? CheckHeaders()
    {
        var tag = _list.Find("h")!;
        if (Headers.Length > MostHeaders)
        {
            return new SignatureProblem(DkimFailure.NotChecked, DkimVerdict.Neutral, $"h= names {Headers.Length} header fields, more than the {MostHeaders} that are looked at.", tag.ValuePosition);
        }

        if (Headers.Any(static name => name.Length == 0 || name.Any(static c => c is <= ' ' or > '~')))
        {
            return Malformed("h= has something that is not the name of a header field.", tag.ValuePosition);
        }

        return Headers.Contains("from", StringComparer.OrdinalIgnoreCase)
            ? null
            : new SignatureProblem(DkimFailure.FromNotSigned, DkimVerdict.PermError, "h= does not name From, so the sender is not signed.", tag.ValuePosition);
    }

    private SignatureProblem? CheckIdentity()
    {
        if (_list.Find("i") is not { } tag)
        {
            return null;
        }

        var identity = tag.Compact;
        var at = identity.LastIndexOf('@');
        if (at < 0)
        {
            return Malformed("i= has no @.", tag.ValuePosition);
        }

        var domain = identity[(at + 1)..];
        return domain.Equals(Domain, StringComparison.OrdinalIgnoreCase) || domain.EndsWith($".{Domain}", StringComparison.OrdinalIgnoreCase)
            ? null
            : new SignatureProblem(DkimFailure.IdentityOutsideDomain, DkimVerdict.PermError, $"i= is of {domain}, which is not within d={Domain}.", tag.ValuePosition);
    }

    private static DkimCanonicalizationAlgorithm ToForm(string? form) => form == "relaxed" ? DkimCanonicalizationAlgorithm.Relaxed : DkimCanonicalizationAlgorithm.Simple;

    private static bool IsNumber(string text, int mostDigits) => text.Length > 0 && text.Length <= mostDigits && text.All(char.IsAsciiDigit);

    private static DateTimeOffset? ToTime(TagList.Tag? tag) => tag is null
        ? null
        : DateTimeOffset.FromUnixTimeSeconds(Math.Min(ToSeconds(tag)!.Value, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));

    private static long? ToSeconds(TagList.Tag? tag) => tag is null ? null : long.Parse(tag.Value, NumberStyles.None, CultureInfo.InvariantCulture);

    private static SignatureProblem Malformed(string reason, int? position) => new(DkimFailure.Malformed, DkimVerdict.Neutral, reason, position);

    private static SignatureProblem Unsupported(string reason, int? position) => new(DkimFailure.Unsupported, DkimVerdict.Neutral, reason, position);
}
