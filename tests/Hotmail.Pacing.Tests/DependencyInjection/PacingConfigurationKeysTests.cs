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

    [Theory]
    [InlineData("Dns:Servers", "ProviderPacing:Dns:Servers is a single value; it must be a list: ProviderPacing:Dns:Servers:0 is its first value.")]
    [InlineData("Groups:gmail:Domains", "ProviderPacing:Groups:gmail:Domains is a single value; it must be a list: ProviderPacing:Groups:gmail:Domains:0 is its first value.")]
    [InlineData("Default:Control:Steps", "ProviderPacing:Default:Control:Steps is a single value; it must be a list: ProviderPacing:Default:Control:Steps:0 is its first value.")]
    [InlineData("Groups", "ProviderPacing:Groups is a single value; it must be a section with keys of its own.")]
    [InlineData("Groups:gmail", "ProviderPacing:Groups:gmail is a single value; it must be a section with keys of its own.")]
    [InlineData("EgressSources:a:Relay", "ProviderPacing:EgressSources:a:Relay is a single value; it must be a section with keys of its own.")]
    [InlineData("Queue", "ProviderPacing:Queue is a single value; it must be a section with keys of its own.")]
    [InlineData("Queue:Capacity:Most", "ProviderPacing:Queue:Capacity has keys of its own; it must be a single value.")]
    [InlineData("Groups:gmail:Tls:Mode", "ProviderPacing:Groups:gmail:Tls has keys of its own; it must be a single value.")]
    [InlineData("EgressSources:a:EhloName:0", "ProviderPacing:EgressSources:a:EhloName has keys of its own; it must be a single value.")]
    public void A_key_of_another_shape_than_its_option_is_named_without_its_value(string key, string expected) =>
        Assert.Equal([expected], PacingConfigurationKeys.FindUnknown(ConfigurationText.Section((key, "s3cret"))));

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
