using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit.Cryptography;

namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>Checks the signatures of one message: what needs no key first, then the key, then the message.</summary>
internal sealed class SignatureCheck(IDnsResolver resolver, MessageFields message, DateTimeOffset now, TimeSpan clockTolerance, CancellationToken lookups)
{
    private readonly SignatureEngine _engine = new();
    private readonly Dictionary<string, KeyLookup> _keys = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks a signature.</summary>
    /// <param name="field">Its header field.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<DkimSignatureResult> CheckAsync(MessageField field, CancellationToken cancellationToken)
    {
        var tags = SignatureTags.Parse(field.Value);
        DkimKeyRecord? record = null;
        long? unsigned = null;
        var problem = tags.Problem ?? CheckTime(tags);
        if (problem is null)
        {
            (record, problem) = await FindKeyAsync(tags, cancellationToken).ConfigureAwait(false);
            problem ??= CheckKey(tags, record!);
        }

        if (problem is null && tags.Length is { } length)
        {
            var all = CanonicalBody.Measure(message.Body.Span, tags.BodyForm == DkimCanonicalizationAlgorithm.Relaxed);
            unsigned = Math.Max(0, all - length);
            problem = length <= all
                ? null
                : new SignatureProblem(DkimFailure.BodyChanged, DkimVerdict.Fail, $"The body was cut: l= says that {length} bytes were signed, and it has {all}.");
        }

        problem ??= tags.Problem is null && record?.PublicKey is { } key ? _engine.Verify(tags, field, message, key) : null;
        return new DkimSignatureResult
        {
            Verdict = problem?.Verdict ?? DkimVerdict.Pass,
            Failure = problem?.Failure ?? DkimFailure.None,
            Reason = problem?.Reason ?? (unsigned > 0 ? $"The signature fits the message but for the last {unsigned} bytes of the body, which it does not cover (l=)." : "The signature fits the message."),
            Position = problem?.Position,
            Domain = tags.Domain,
            Selector = tags.Selector,
            Identity = tags.Identity,
            Algorithm = tags.AlgorithmName,
            SignedHeaders = tags.Headers,
            SignedAt = tags.SignedAt,
            ExpiresAt = tags.ExpiresAt,
            UnsignedBodyBytes = unsigned,
            Key = record,
        };
    }

    private SignatureProblem? CheckTime(SignatureTags tags) =>
        now - tags.ExpiresAt > clockTolerance
            ? new SignatureProblem(DkimFailure.Expired, DkimVerdict.Policy, $"It expired at {tags.ExpiresAt:u} (x=).")
            : tags.SignedAt - now > clockTolerance
                ? new SignatureProblem(DkimFailure.FromTheFuture, DkimVerdict.Policy, $"It says that it was made at {tags.SignedAt:u} (t=), which is in the future.")
                : null;

    private async ValueTask<(DkimKeyRecord? Record, SignatureProblem? Problem)> FindKeyAsync(SignatureTags tags, CancellationToken cancellationToken)
    {
        if (!SelectorName.CanBe(tags.Domain!, tags.Selector!))
        {
            return (null, new SignatureProblem(DkimFailure.Malformed, DkimVerdict.Neutral, $"s={tags.Selector} and d={tags.Domain} make no name that the DNS can be asked for."));
        }

        var name = SelectorName.Of(tags.Domain!, tags.Selector!);
        if (!_keys.TryGetValue(name, out var lookup))
        {
            _keys[name] = lookup = await AskAsync(name, cancellationToken).ConfigureAwait(false);
        }

        return lookup switch
        {
            { Failure: { } failure } => (null, new SignatureProblem(DkimFailure.DnsFailed, DkimVerdict.TempError, $"The key of {name} could not be looked up: {failure}")),
            { Texts: [] } => (null, new SignatureProblem(DkimFailure.KeyMissing, DkimVerdict.PermError, $"{name} has no key record.")),
            { Texts: [_] } => (lookup.Record, null),
            _ => (lookup.Record, new SignatureProblem(DkimFailure.SeveralKeys, DkimVerdict.PermError, $"{name} has {lookup.Texts.Count} key records.")),
        };
    }

    private async ValueTask<KeyLookup> AskAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await KeyLookup.AskAsync(resolver, name, lookups).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return KeyLookup.Failed("There was no answer in time.");
        }
    }

    private static SignatureProblem? CheckKey(SignatureTags tags, DkimKeyRecord record)
    {
        var needed = tags.Algorithm == DkimSignatureAlgorithm.Ed25519Sha256 ? DkimKeyType.Ed25519 : DkimKeyType.Rsa;
        if (record.IsRevoked)
        {
            return Wrong(DkimFailure.KeyRevoked, "The key was revoked: p= of its record is empty.");
        }

        if (record.Errors is [var error, ..])
        {
            return Wrong(DkimFailure.KeyMalformed, $"The key record is wrong. {error.Reason}", error.Position);
        }

        if (record.KeyType != needed)
        {
            return Wrong(DkimFailure.KeyTypeDiffers, $"The signature is {tags.AlgorithmName}, and the key record says k={record.KeyTypeName}.");
        }

        if (!record.AllowsSha256)
        {
            return Wrong(DkimFailure.HashNotAllowed, $"The key may be used with {string.Join(", ", record.HashAlgorithms)} only (h= of its record).");
        }

        if (!record.AllowsEmail)
        {
            return Wrong(DkimFailure.ServiceNotAllowed, $"The key may be used for {string.Join(", ", record.ServiceTypes)} only (s= of its record).");
        }

        var identity = tags.Identity![(tags.Identity!.LastIndexOf('@') + 1)..];
        if (record.IsStrict && !identity.Equals(tags.Domain, StringComparison.OrdinalIgnoreCase))
        {
            return Wrong(DkimFailure.IdentityNotAllowed, $"The key is for addresses of exactly {tags.Domain} (t=s of its record), and i= is of {identity}.");
        }

        return needed == DkimKeyType.Rsa && record.KeyBits < KeyRecordRules.LeastRsaBits
            ? new SignatureProblem(DkimFailure.KeyTooShort, DkimVerdict.Policy, $"The RSA key has {record.KeyBits} bits; fewer than {KeyRecordRules.LeastRsaBits} must not be accepted (RFC 8301).")
            : null;
    }

    private static SignatureProblem Wrong(DkimFailure failure, string reason, int? position = null) => new(failure, DkimVerdict.PermError, reason, position);
}
