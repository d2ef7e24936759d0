using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Tests.Domains;

public class PublicSuffixListTests
{
    private const string Rules = """
        // VERSION: 2026-01-02
        // A comment

        com
        uk   and what stands behind a rule is none of it
        co.uk
        *.ck
        !www.ck
        jp
        *.kobe.jp
        !city.kobe.jp
        公司.cn
        cn
        blogspot.com
        nonsense..rule
        !
        *.
        """;

    [Theory]
    [InlineData("com", "com", true)]
    [InlineData("example.com", "example.com", false)]
    [InlineData("WwW.Example.COM.", "example.com", false)]
    [InlineData("a.b.c.example.com", "example.com", false)]
    [InlineData("blogspot.com", "blogspot.com", true)]
    [InlineData("news.alice.blogspot.com", "alice.blogspot.com", false)]
    [InlineData("uk", "uk", true)]
    [InlineData("co.uk", "co.uk", true)]
    [InlineData("example.co.uk", "example.co.uk", false)]
    [InlineData("mail.example.co.uk", "example.co.uk", false)]
    [InlineData("example.uk", "example.uk", false)]
    [InlineData("example", "example", true)]
    [InlineData("b.unlisted", "b.unlisted", false)]
    [InlineData("a.b.unlisted", "b.unlisted", false)]
    [InlineData("ck", "ck", true)]
    [InlineData("test.ck", "test.ck", true)]
    [InlineData("b.test.ck", "b.test.ck", false)]
    [InlineData("a.b.test.ck", "b.test.ck", false)]
    [InlineData("www.ck", "www.ck", false)]
    [InlineData("a.www.ck", "www.ck", false)]
    [InlineData("c.kobe.jp", "c.kobe.jp", true)]
    [InlineData("a.b.c.kobe.jp", "b.c.kobe.jp", false)]
    [InlineData("city.kobe.jp", "city.kobe.jp", false)]
    [InlineData("www.city.kobe.jp", "city.kobe.jp", false)]
    [InlineData("test.jp", "test.jp", false)]
    [InlineData("公司.cn", "xn--55qx5d.cn", true)]
    [InlineData("www.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn", false)]
    [InlineData("xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn", false)]
    [InlineData("食狮.com", "xn--85x722f.com", false)]
    [InlineData("www.BÜCHER.com", "xn--bcher-kva.com", false)]
    public void The_organisational_domain_is_one_label_below_the_longest_suffix(string domain, string expected, bool isSuffix)
    {
        var found = PublicSuffixList.Read(new StringReader(Rules)).Find(domain);

        Assert.Equal((expected, isSuffix), (found.Name, found.IsPublicSuffix));
        Assert.NotEmpty(found.Reason);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".com")]
    [InlineData("a..com")]
    [InlineData("exam ple.com")]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("[192.0.2.1]")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com")]
    public async Task What_is_no_domain_has_a_reason_and_no_name(string domain)
    {
        var found = await PublicSuffixList.Default.FindAsync(domain, TestContext.Current.CancellationToken);

        Assert.Null(found.Name);
        Assert.NotEmpty(found.Reason);
    }

    [Theory]
    [InlineData("mail.outlook.com", "outlook.com")]
    [InlineData("a.b.example.co.uk", "example.co.uk")]
    [InlineData("www.example.gov.uk", "example.gov.uk")]
    [InlineData("www.city.sapporo.jp", "city.sapporo.jp")]
    [InlineData("a.b.c.sapporo.jp", "b.c.sapporo.jp")]
    [InlineData("app.tenant.azurewebsites.net", "tenant.azurewebsites.net")]
    [InlineData("mail.пример.рф", "xn--e1afmkfd.xn--p1ai")]
    public void The_list_of_the_package_is_the_real_one(string domain, string expected)
    {
        Assert.Equal(expected, PublicSuffixList.Default.Find(domain).Name);
        Assert.Equal("2026-11-19", PublicSuffixList.Default.Version);
    }

    [Fact]
    public void A_file_is_read_and_says_its_version()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Rules);

            var list = PublicSuffixList.Load(path);

            Assert.Equal(("2026-01-02", "example.co.uk"), (list.Version, list.Find("a.example.co.uk").Name));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_list_without_a_rule_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => PublicSuffixList.Read(new StringReader("// com\n\n.. x\n")));
        Assert.Throws<InvalidDataException>(() => PublicSuffixList.Read(new StringReader("com\n" + new string('a', 5000))));
    }
}
