using System.Globalization;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>What is wrong with a key record that was found.</summary>
internal static class KeyRecordRules
{
    /// <summary>What receivers must not accept (RFC 8301 §3.2).</summary>
    public const int LeastRsaBits = 1024;

    /// <summary>What signers should have (RFC 8301 §3.2).</summary>
    public const int GoodRsaBits = 2048;

    private const int LongestQuote = 1_500;

    /// <summary>A record as evidence shows it: the beginning, where it is longer than that of any key.</summary>
    public static string Quote(string text) => text.Length <= LongestQuote ? $"\"{text}\"" : $"\"{text.AsSpan(0, LongestQuote)}…\"";

    /// <summary>Checks a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="name">The selector's name.</param>
    /// <param name="hasRsa">Whether the domain is known to sign with RSA as well.</param>
    public static IEnumerable<ReputationIssue> Check(DkimKeyRecord record, string name, bool hasRsa)
    {
        foreach (var error in record.Errors)
        {
            var definition = record.HasWrongVersion && error.Reason.StartsWith("v=", StringComparison.Ordinal) ? DkimIssues.KeyVersion : DkimIssues.KeySyntax;
            yield return definition.On(name, $"{error.Reason} The record is {Quote(record.Text)}.", error.Position);
        }

        if (record.IsRevoked)
        {
            yield return DkimIssues.KeyRevoked.On(name, Say(record));
        }

        foreach (var issue in CheckKey(record, name, hasRsa).Concat(CheckUse(record, name)))
        {
            yield return issue;
        }
    }

    private static IEnumerable<ReputationIssue> CheckKey(DkimKeyRecord record, string name, bool hasRsa)
    {
        var bits = record.KeyBits?.ToString(CultureInfo.InvariantCulture);
        if (record.KeyType == DkimKeyType.Unknown)
        {
            yield return DkimIssues.UnknownKeyType.On(name, $"The record says k={record.KeyTypeName}: {Quote(record.Text)}.");
        }
        else if (record.KeyType == DkimKeyType.Rsa && record.KeyBits < LeastRsaBits)
        {
            yield return DkimIssues.KeyTooShort.On(name, $"The key has {bits} bits: {Quote(record.Text)}.");
        }
        else if (record.KeyType == DkimKeyType.Rsa && record.KeyBits < GoodRsaBits)
        {
            yield return DkimIssues.KeyShort.On(name, $"The key has {bits} bits: {Quote(record.Text)}.");
        }
        else if (record.KeyType == DkimKeyType.Ed25519 && record.PublicKey is not null && !hasRsa)
        {
            yield return DkimIssues.Ed25519Alone.On(name, Say(record));
        }
    }

    private static IEnumerable<ReputationIssue> CheckUse(DkimKeyRecord record, string name)
    {
        if (record.IsTesting)
        {
            yield return DkimIssues.KeyTesting.On(name, Say(record));
        }

        if (!record.AllowsSha256)
        {
            yield return DkimIssues.NoSha256.On(name, $"h= allows {string.Join(", ", record.HashAlgorithms)}: {Quote(record.Text)}.");
        }

        if (!record.AllowsEmail)
        {
            yield return DkimIssues.NotForEmail.On(name, $"s= allows {string.Join(", ", record.ServiceTypes)}: {Quote(record.Text)}.");
        }
    }

    private static string Say(DkimKeyRecord record) => $"The record is {Quote(record.Text)}.";
}
