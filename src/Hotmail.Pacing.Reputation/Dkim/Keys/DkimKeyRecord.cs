using Hotmail.Pacing.Reputation.Records;
using Org.BouncyCastle.Crypto;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>The record of a selector: a public key and what it may be used for (RFC 6376 §3.6.1).</summary>
public sealed class DkimKeyRecord
{
    private DkimKeyRecord(string text) => Text = text;

    /// <summary>The record.</summary>
    public string Text { get; }

    /// <summary>The kind of its key (<c>k=</c>).</summary>
    public DkimKeyType KeyType { get; private set; } = DkimKeyType.Rsa;

    /// <summary>The length of its key in bits, 256 for Ed25519; null where there is no key that can be read.</summary>
    public int? KeyBits { get; private set; }

    /// <summary>Whether the key was taken back: <c>p=</c> is there and empty.</summary>
    public bool IsRevoked { get; private set; }

    /// <summary>Whether the domain says that it only tests DKIM (<c>t=y</c>).</summary>
    public bool IsTesting { get; private set; }

    /// <summary>Whether a signature's <c>i=</c> must have exactly the domain of its <c>d=</c> (<c>t=s</c>).</summary>
    public bool IsStrict { get; private set; }

    /// <summary>The hash algorithms that it may be used with (<c>h=</c>), in lower case; empty for all.</summary>
    public IReadOnlyList<string> HashAlgorithms { get; private set; } = [];

    /// <summary>The services that it may be used for (<c>s=</c>), in lower case: <c>*</c> for all.</summary>
    public IReadOnlyList<string> ServiceTypes { get; private set; } = ["*"];

    /// <summary>What is wrong with it, in order; a record with errors is no key to receivers. A revoked key is none.</summary>
    public IReadOnlyList<RecordRemark> Errors { get; private set; } = [];

    /// <summary>Whether nothing is wrong with it.</summary>
    public bool IsValid => Errors.Count == 0;

    /// <summary>Whether mail may be signed with it (<c>s=</c>).</summary>
    internal bool AllowsEmail => ServiceTypes.Contains("*") || ServiceTypes.Contains("email");

    /// <summary>Whether SHA-256 may be used with it (<c>h=</c>).</summary>
    internal bool AllowsSha256 => HashAlgorithms.Count == 0 || HashAlgorithms.Contains("sha256");

    /// <summary>Whether its <c>v=</c> is not <c>DKIM1</c>.</summary>
    internal bool HasWrongVersion { get; private set; }

    /// <summary>The value of <c>k=</c>.</summary>
    internal string KeyTypeName { get; private set; } = "rsa";

    /// <summary>The key; null where it cannot be read, or was revoked.</summary>
    internal AsymmetricKeyParameter? PublicKey { get; private set; }

    /// <summary>Reads a record. Never throws for what is in it: see <see cref="Errors"/>.</summary>
    /// <param name="text">The record: the strings of the TXT record, joined with nothing between.</param>
    public static DkimKeyRecord Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var record = new DkimKeyRecord(text);
        var list = TagList.Parse(text);
        var errors = new List<RecordRemark>(list.Errors);
        record.ReadVersion(list, errors);
        record.ReadLists(list);
        record.ReadKey(list, errors);
        record.Errors = [.. errors.OrderBy(static error => error.Position)];
        return record;
    }

    /// <summary>Whether a record of this text is meant to be one of DKIM, if perhaps a broken one.</summary>
    internal static bool IsMeant(string text) => TagList.Parse(text) is var list && (list.Find("p") is not null || list.Find("v") is { Value: "DKIM1" });

    private void ReadVersion(TagList list, List<RecordRemark> errors)
    {
        if (list.Find("v") is not { } version)
        {
            return;
        }

        if (version.Value != "DKIM1")
        {
            HasWrongVersion = true;
            errors.Add(new RecordRemark("v= is not DKIM1: receivers ignore the record.", version.ValuePosition));
        }
        else if (list.Tags.Values.Any(tag => tag.Position < version.Position))
        {
            errors.Add(new RecordRemark("v= must be the first tag.", version.Position));
        }
    }

    private void ReadLists(TagList list)
    {
        HashAlgorithms = list.Find("h") is { } hashes ? [.. hashes.Elements.Select(static element => element.ToLowerInvariant())] : [];
        ServiceTypes = list.Find("s") is { } services ? [.. services.Elements.Select(static element => element.ToLowerInvariant())] : ["*"];
        var flags = list.Find("t")?.Elements ?? [];
        IsTesting = flags.Contains("y");
        IsStrict = flags.Contains("s");
    }

    private void ReadKey(TagList list, List<RecordRemark> errors)
    {
        if (list.Find("k") is { } type)
        {
            KeyTypeName = type.Value;
            KeyType = type.Value.ToLowerInvariant() switch { "rsa" => DkimKeyType.Rsa, "ed25519" => DkimKeyType.Ed25519, _ => DkimKeyType.Unknown };
        }

        if (list.Find("p") is not { } key)
        {
            errors.Add(new RecordRemark("There is no p=, the key.", 0));
        }
        else if (key.Value.Length == 0)
        {
            IsRevoked = true;
        }
        else if (key.DecodeBase64(out var bytes) is { } position)
        {
            errors.Add(new RecordRemark("p= is not base64.", position));
        }
        else if (KeyType != DkimKeyType.Unknown)
        {
            (PublicKey, KeyBits, var reason) = KeyType == DkimKeyType.Rsa ? PublicKeys.ReadRsa(bytes) : PublicKeys.ReadEd25519(bytes);
            if (reason is not null)
            {
                errors.Add(new RecordRemark(reason, key.ValuePosition));
            }
        }
    }
}
