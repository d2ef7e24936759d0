using Hotmail.Pacing.Reputation.Dkim.Keys;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

public class DkimKeyRecordTests
{
    [Fact]
    public void What_a_record_says_is_read()
    {
        var record = DkimKeyRecord.Parse($" v=DKIM1 ; h=sha1:SHA256; k=rsa; n=a note; s=email : x; t=y:s; unknown=1; p={HandKey.Rsa2048.PublicBase64.Insert(9, " \t ")}; ");

        Assert.Empty(record.Errors);
        Assert.Equal((DkimKeyType.Rsa, 2048, false, true, true), (record.KeyType, record.KeyBits, record.IsRevoked, record.IsTesting, record.IsStrict));
        Assert.Equal(["sha1", "sha256"], record.HashAlgorithms);
        Assert.Equal(["email", "x"], record.ServiceTypes);
    }

    [Fact]
    public void A_key_alone_is_a_record_of_rsa_for_everything()
    {
        var record = DkimKeyRecord.Parse($"p={HandKey.Rsa1024.PublicBase64}");

        Assert.Equal((true, DkimKeyType.Rsa, 1024), (record.IsValid, record.KeyType, record.KeyBits));
        Assert.Empty(record.HashAlgorithms);
        Assert.Equal(["*"], record.ServiceTypes);
    }

    [Fact]
    public void An_empty_key_is_revoked_and_no_mistake()
    {
        var record = DkimKeyRecord.Parse("v=DKIM1; p=");

        Assert.Equal((true, true, null), (record.IsValid, record.IsRevoked, record.KeyBits));
    }

    [Fact]
    public void Ed25519_has_256_bits()
    {
        var record = DkimKeyRecord.Parse("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");

        Assert.Equal((true, DkimKeyType.Ed25519, 256), (record.IsValid, record.KeyType, record.KeyBits));
    }

    [Theory]
    [InlineData("", 0, "There is no tag here.")]
    [InlineData("v=DKIM1; k=rsa", 0, "There is no p=, the key.")]
    [InlineData("v=DKIM1;; p=", 8, "There is no tag here.")]
    [InlineData("v=DKIM1; p", 10, "There is no \"=\" after p.")]
    [InlineData("v=DKIM1; 2=x; p=", 9, "\"2\" is not the name of a tag.")]
    [InlineData("v=DKIM1; p=; p=", 13, "p= is there twice.")]
    [InlineData("v=DKIM1; n=\u0001; p=", 11, "n= has a control character.")]
    [InlineData("v=dkim1; p=", 2, "v= is not DKIM1: receivers ignore the record.")]
    [InlineData("p=; v=DKIM1", 4, "v= must be the first tag.")]
    [InlineData("v=DKIM1; p=AB*D", 13, "p= is not base64.")]
    [InlineData("v=DKIM1; p=ABC", 14, "p= is not base64.")]
    [InlineData("v=DKIM1; p=AAAA", 11, "p= is not an RSA public key.")]
    [InlineData("v=DKIM1; p=MAA=", 11, "p= is not an RSA public key.")]
    [InlineData("v=DKIM1; k=ed25519; p=AAAA", 22, "An Ed25519 key has 32 bytes; p= has 3.")]
    [InlineData("v=DKIM1; k=ed25519; p=MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", 22,
        "An Ed25519 key has 32 bytes; p= has 44. It seems to be a SubjectPublicKeyInfo: publish the last 32 bytes of it.")]
    [InlineData("v=DKIM1; p=MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", 11, "p= is not an RSA key.")]
    public void A_mistake_has_its_place(string text, int position, string reason)
    {
        var record = DkimKeyRecord.Parse(text);

        Assert.Contains((position, reason), record.Errors.Select(static error => (error.Position, error.Reason)));
        Assert.False(record.IsValid);
    }

    [Fact]
    public void A_hostile_key_is_not_read()
    {
        // Sequence of a modulus of 16,384 bits, and of 1,024 with an exponent as long.
        byte[] Integer(int bytes) => [0x02, 0x82, (byte)(bytes >> 8), (byte)bytes, .. Enumerable.Repeat((byte)0x7F, bytes)];
        byte[] Sequence(byte[] content) => [0x30, 0x82, (byte)(content.Length >> 8), (byte)content.Length, .. content];

        foreach (var key in (byte[][])[Sequence([.. Integer(2048), .. Integer(256)]), Sequence([.. Integer(256), .. Integer(256)])])
        {
            var record = DkimKeyRecord.Parse($"p={Convert.ToBase64String(key)}");

            Assert.StartsWith("The RSA key is too long: ", Assert.Single(record.Errors).Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_is_in_a_record_there_is_a_result()
    {
        var random = new Random(1);
        var good = $"v=DKIM1; k=rsa; h=sha256; s=email; t=s; p={HandKey.Rsa1024.PublicBase64}";
        for (var round = 0; round < 3_000; round++)
        {
            var text = good.ToCharArray();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                text[random.Next(text.Length)] = random.Next(2) == 0 ? (char)random.Next(0x250) : ";=:p v\r\n"[random.Next(8)];
            }

            var record = DkimKeyRecord.Parse(new string(text)[..random.Next(text.Length + 1)]);

            Assert.All(record.Errors, error => Assert.InRange(error.Position, 0, record.Text.Length));
        }
    }
}
