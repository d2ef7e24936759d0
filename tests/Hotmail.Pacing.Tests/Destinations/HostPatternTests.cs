using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("Example.com.", "example.com")]
    [InlineData("*.Example.com", "*.example.com")]
    [InlineData("*.com", "*.com")]
    [InlineData("hotmail.*", "hotmail.*")]
    [InlineData("*.bücher.example", "*.xn--bcher-kva.example")]
    [InlineData("[192.0.2.1]", "[192.0.2.1]")]
    public void A_pattern_is_normalised(string text, string expected)
    {
        Assert.True(HostPattern.TryParse(text, anyTopLevel: true, out var pattern, out var reason), reason);
        Assert.Equal(expected, pattern.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.")]
    [InlineData(".*")]
    [InlineData("*.*")]
    [InlineData("*.example.*")]
    [InlineData("mail.hotmail.*")]
    [InlineData("hot*.com")]
    [InlineData("mx.*.example.com")]
    [InlineData(".example.com")]
    [InlineData("*.[192.0.2.1]")]
    [InlineData("exam ple.com")]
    public void What_is_no_pattern_is_refused(string? text)
    {
        Assert.False(HostPattern.TryParse(text, anyTopLevel: true, out _, out var reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void Any_top_level_is_for_domains_only() =>
        Assert.False(HostPattern.TryParse("hotmail.*", anyTopLevel: false, out _, out _));

    [Theory]
    [InlineData("*.outlook.com", "*.outlook.com", true)]
    [InlineData("*.outlook.com", "*.olc.outlook.com", true)]
    [InlineData("*.outlook.com", "mx.outlook.com", true)]
    [InlineData("*.outlook.com", "outlook.com", false)]
    [InlineData("*.outlook.com", "*.notoutlook.com", false)]
    [InlineData("*.olc.outlook.com", "*.outlook.com", false)]
    [InlineData("outlook.com", "*.outlook.com", false)]
    [InlineData("mx.outlook.com", "mx.outlook.com", true)]
    public void A_pattern_covers_what_is_below_it(string wide, string narrow, bool covers)
    {
        Assert.True(HostPattern.TryParse(wide, anyTopLevel: false, out var left, out _));
        Assert.True(HostPattern.TryParse(narrow, anyTopLevel: false, out var right, out _));
        Assert.Equal(covers, left.Covers(right));
    }
}
