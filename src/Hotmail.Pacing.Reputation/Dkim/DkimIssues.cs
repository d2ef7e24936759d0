using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dkim;

/// <summary>What may be wrong with a domain's keys, and with the signatures of a message.</summary>
internal static class DkimIssues
{
    public static readonly IssueDefinition DnsFailed = Define(
        "dkim-dns-failed", IssueSeverity.Unknown, "The key record could not be looked up.",
        "Nothing is known of the key. A receiver with the same trouble defers the mail, or takes it as unsigned.",
        "Check again later; if it goes on, look at the domain's name servers.");

    public static readonly IssueDefinition BadName = Define(
        "dkim-bad-name", IssueSeverity.Error, "There cannot be a key record of this selector and domain.",
        "Receivers cannot look it up, so a signature with it never passes.",
        "Use a selector of letters, digits and hyphens, and the domain's own name.");

    public static readonly IssueDefinition KeyMissing = Define(
        "dkim-key-missing", IssueSeverity.Error, "The selector has no key record.",
        "Every signature that names the selector fails, so the mail counts as unsigned: Outlook.com refuses such mail from bulk senders (550 5.7.515).",
        "Publish the selector's public key as a TXT record, or sign with a selector that has one.");

    public static readonly IssueDefinition AliasBroken = Define(
        "dkim-key-alias-broken", IssueSeverity.Error, "The selector is an alias (CNAME) of a name that has no key record.",
        "Every signature that names the selector fails. Most often the mail service behind the alias was left, or has taken the key away.",
        "Set up the key at the mail service again, or remove the alias and publish the key of whoever signs now.");

    public static readonly IssueDefinition SeveralKeys = Define(
        "dkim-key-several", IssueSeverity.Error, "The selector has several key records.",
        "Receivers pick one of them, or none: signatures pass at random (RFC 6376 §3.6.2.2).",
        "Leave the record of the key that is in use, and give another key a selector of its own.");

    public static readonly IssueDefinition KeySyntax = Define(
        "dkim-key-syntax", IssueSeverity.Error, "The key record has a mistake.",
        "Receivers ignore a record that they cannot read, so every signature with it fails.",
        "Publish the record anew, as whoever made the key wrote it; split a long one into strings of at most 255 characters, with nothing between.");

    public static readonly IssueDefinition KeyVersion = Define(
        "dkim-key-version", IssueSeverity.Error, "The key record has a wrong version.",
        "Receivers ignore a record whose v= is not DKIM1, so every signature with it fails.",
        "Begin the record with v=DKIM1; and nothing before it.");

    public static readonly IssueDefinition KeyRevoked = Define(
        "dkim-key-revoked", IssueSeverity.Error, "The key was revoked.",
        "An empty p= says that the key is not to be trusted any more: every signature with it fails.",
        "Sign with a selector whose key is published; leave the revoked one as it is.");

    public static readonly IssueDefinition KeyTooShort = Define(
        "dkim-key-too-short", IssueSeverity.Error, "The RSA key is shorter than 1024 bits.",
        "Receivers must not accept it (RFC 8301): every signature with it fails.",
        "Make an RSA key of 2048 bits, publish it under a new selector, and sign with that.");

    public static readonly IssueDefinition KeyShort = Define(
        "dkim-key-short", IssueSeverity.Warning, "The RSA key is shorter than 2048 bits.",
        "It passes today. RFC 8301 asks signers for 2048, and receivers raise what they accept.",
        "Make an RSA key of 2048 bits, publish it under a new selector, and sign with that.");

    public static readonly IssueDefinition UnknownKeyType = Define(
        "dkim-key-unknown-type", IssueSeverity.Error, "The key is of a kind that receivers do not know.",
        "Every signature with it fails; there are k=rsa and k=ed25519.",
        "Publish an RSA key of 2048 bits.");

    public static readonly IssueDefinition Ed25519Alone = Define(
        "dkim-key-ed25519-alone", IssueSeverity.Warning, "The key is Ed25519, and no RSA key beside it is known.",
        "Many receivers, the large ones among them, cannot verify Ed25519: to them the mail is unsigned.",
        "Sign with an RSA key of 2048 bits as well, under a selector of its own (RFC 8463 §3).");

    public static readonly IssueDefinition KeyTesting = Define(
        "dkim-key-testing", IssueSeverity.Warning, "The key record says that DKIM is only being tested (t=y).",
        "Receivers may treat the mail as if it were not signed.",
        "Remove y from t= once signatures pass.");

    public static readonly IssueDefinition NoSha256 = Define(
        "dkim-key-no-sha256", IssueSeverity.Error, "The key may not be used with SHA-256 (h=).",
        "SHA-1 is not accepted any more (RFC 8301), so no signature with the key can pass.",
        "Remove h= from the record.");

    public static readonly IssueDefinition NotForEmail = Define(
        "dkim-key-not-for-email", IssueSeverity.Error, "The key may not be used for mail (s=).",
        "Receivers ignore the key, so every signature with it fails.",
        "Remove s= from the record.");

    public static readonly IssueDefinition NoSignature = Define(
        "dkim-no-signature", IssueSeverity.Critical, "The message has no DKIM signature.",
        "Outlook.com, Gmail and Yahoo refuse or junk mail from bulk senders without one; nothing ties the mail's good name to the domain.",
        "Sign outgoing mail, with .UseDkimSigning(…) in the pacer or in the relay behind it, and publish the key.");

    public static readonly IssueDefinition NonePasses = Define(
        "dkim-signature-fails", IssueSeverity.Critical, "A signature fails, and no other passes.",
        "To receivers the mail is unsigned, or was changed on its way.",
        "Mend what the evidence says; sign last, after everything that changes the message.");

    public static readonly IssueDefinition AnotherFails = Define(
        "dkim-other-signature-fails", IssueSeverity.Notice, "A signature fails, and another one passes.",
        "One that passes is enough, if its domain is that of the From address.",
        "Mend what the evidence says, or do not sign twice.");

    public static readonly IssueDefinition BodyLength = Define(
        "dkim-body-length", IssueSeverity.Warning, "The signature covers only a part of the body (l=).",
        "Anybody may append to the message, and it still passes: receivers distrust such signatures (RFC 6376 §8.2).",
        "Sign without l=.");

    public static readonly IssueDefinition FromCanBeAdded = Define(
        "dkim-from-not-oversigned", IssueSeverity.Notice, "A second From field could be added without breaking the signature.",
        "A message that passed once can be sent again with another sender shown (RFC 6376 §8.15).",
        "Name From once more in h= than the message has it.");

    public static readonly IssueDefinition NotChecked = Define(
        "dkim-not-checked", IssueSeverity.Unknown, "Some of the message's signatures were not checked.",
        "A message with that many signatures, or with such a header, is not what a sender makes; receivers stop as well.",
        "Look where the signatures come from.");

    public static IReadOnlyList<IssueDefinition> All { get; } =
    [
        DnsFailed, BadName, KeyMissing, AliasBroken, SeveralKeys, KeySyntax, KeyVersion, KeyRevoked, KeyTooShort, KeyShort, UnknownKeyType, Ed25519Alone, KeyTesting, NoSha256,
        NotForEmail, NoSignature, NonePasses, AnotherFails, BodyLength, FromCanBeAdded, NotChecked,
    ];

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Dkim, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
