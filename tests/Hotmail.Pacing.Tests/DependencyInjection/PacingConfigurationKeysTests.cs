using Hotmail.Pacing.DependencyInjection;

namespace Hotmail.Pacing.Tests.DependencyInjection;

public sealed class PacingConfigurationKeysTests
{
    [Theory]
    [InlineData("Group:gmail:StartConnections", "ProviderPacing:Group is no known key. Did you mean Groups?")]
    [InlineData("Groups:gmail:StartConections", "ProviderPacing:Groups:gmail:StartConections is no known key. Did you mean StartConnections?")]
    [InlineData("Default:Limit", "ProviderPacing:Default:Limit is no known key.")]
    [InlineData("Groups:gmail:Control:FlorConnections", "ProviderPacing:Groups:gmail:Control:FlorConnections is no known key. Did you mean FloorConnections?")]
    [InlineData("EgressSources:a:EhloNam", "ProviderPacing:EgressSources:a:EhloNam is no known key. Did you mean EhloName?")]
    [InlineData("EgressSources:a:Relay:User", "ProviderPacing:EgressSources:a:Relay:User is no known key.")]
    [InlineData("Dns:Server:0", "ProviderPacing:Dns:Server is no known key. Did you mean Servers?")]
    [InlineData("Queue:Size", "ProviderPacing:Queue:Size is no known key.")]
    public void A_mistyped_key_is_named_with_the_one_that_was_meant(string key, string expected) =>
        Assert.Equal([expected], PacingConfigurationKeys.FindUnknown(ConfigurationText.Section((key, "1"))));

    [Fact]
    public void Known_keys_are_known_in_any_case() =>
        Assert.Empty(PacingConfigurationKeys.FindUnknown(ConfigurationText.Section(
            ("groups:GMAIL:startconnections", "1"),
            ("Groups:any-name:Domains:0", "example.com"),
            ("Default:Control:FloorConnections", "1"),
            ("EgressSources:any-name:Relay:Host", "x"),
            ("Dns:Servers:0", "192.0.2.53"),
            ("Queue:Capacity", "1"),
            ("ShowAddresses", "true"))));

    [Fact]
    public void All_unknown_keys_are_named() =>
        Assert.Equal(2, PacingConfigurationKeys.FindUnknown(ConfigurationText.Section(("Nonsense", "1"), ("Dns:Nonsense", "1"))).Count());
}
