using Hotmail.Pacing.DependencyInjection;

namespace Hotmail.Pacing.Tests.DependencyInjection;

public sealed class PacingOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_in_order() => Assert.Empty(ConfigurationText.Failures());

    [Theory]
    [InlineData("MaxMessageSize", "1", "0")]
    [InlineData("MaxMessageSize", "2147483647", "2147483648")]
    [InlineData("StopTimeout", "00:00:00", "-00:00:00.0000001")]
    [InlineData("StopTimeout", "01:00:00", "01:00:00.0000001")]
    [InlineData("ObserverBuffer", "1", "0")]
    [InlineData("ObserverBuffer", "10000000", "10000001")]
    [InlineData("Queue:Capacity", "1", "0")]
    [InlineData("Queue:Capacity", "100000000", "100000001")]
    [InlineData("Dns:Timeout", "00:00:00.001", "00:00:00")]
    [InlineData("Dns:Timeout", "00:01:00", "00:01:00.001")]
    [InlineData("Dns:Retries", "0", "-1")]
    [InlineData("Dns:Retries", "10", "11")]
    [InlineData("Dns:MaximumTtl", "7.00:00:00", "7.00:00:00.001")]
    [InlineData("Dns:MinimumTtl", "00:00:00", "-00:00:01")]
    [InlineData("Dns:MinimumTtl", "1.00:00:00", "1.00:00:01")]
    [InlineData("Dns:NegativeTtl", "00:00:00", "-00:00:01")]
    [InlineData("Dns:NegativeTtl", "1.00:00:00", "1.00:00:01")]
    [InlineData("Dns:CacheSize", "1", "0")]
    [InlineData("Dns:CacheSize", "10000000", "10000001")]
    [InlineData("Dns:Servers:0", "192.0.2.53", "dns.example.com")]
    [InlineData("Dns:Servers:0", "192.0.2.53:5353", "192.0.2.53:70000")]
    [InlineData("Dns:Servers:0", "2001:db8::53", "1")]
    [InlineData("Default:StartConnections", "20", "21")]
    [InlineData("Groups:gmail:StartConnections", "1", "0")]
    [InlineData("Groups:gmail:StartConnections", "50", "51")]
    [InlineData("Groups:gmail:MaxParallelConnections", "1", "0")]
    [InlineData("Groups:gmail:MaxParallelConnections", "150", "151")]
    [InlineData("Groups:gmail:MaxMessagesPerConnection", "1", "0")]
    [InlineData("Groups:gmail:MaxMessagesPerConnection", "10000", "10001")]
    [InlineData("Groups:gmail:MaxRecipientsPerTransaction", "1", "0")]
    [InlineData("Groups:gmail:MaxRecipientsPerTransaction", "1000", "1001")]
    [InlineData("Groups:gmail:InitialRetryDelay", "00:00:00.001", "00:00:00")]
    [InlineData("Groups:gmail:InitialRetryDelay", "7.00:00:00", "7.00:00:00.001")]
    [InlineData("Groups:gmail:RetryBackoff", "Constant", "7")]
    [InlineData("Groups:gmail:RetryBackoffFactor", "1", "0.99")]
    [InlineData("Groups:gmail:RetryBackoffFactor", "100", "100.1")]
    [InlineData("Groups:gmail:RetryBackoffFactor", "2.5", "NaN")]
    [InlineData("Groups:gmail:MaxRetryDelay", "00:10:00", "00:09:59")]
    [InlineData("Groups:gmail:MaxRetryDelay", "7.00:00:00", "7.00:00:01")]
    [InlineData("Groups:gmail:RetryJitterMin", "00:00:00", "-00:00:01")]
    [InlineData("Groups:gmail:RetryJitterMin", "00:01:30", "00:01:31")]
    [InlineData("Groups:gmail:RetryJitterMax", "00:00:10", "00:00:09")]
    [InlineData("Groups:gmail:RetryJitterMax", "1.00:00:00", "1.00:00:01")]
    [InlineData("Groups:gmail:QueueMaxAge", "00:00:00.001", "00:00:00")]
    [InlineData("Groups:gmail:QueueMaxAge", "30.00:00:00", "30.00:00:01")]
    [InlineData("Groups:gmail:IdleTimeout", "00:00:00", "-00:00:01")]
    [InlineData("Groups:gmail:IdleTimeout", "01:00:00", "01:00:01")]
    [InlineData("Groups:gmail:Tls", "Off", "9")]
    [InlineData("Groups:gmail:ConnectTimeout", "00:00:00.001", "00:00:00")]
    [InlineData("Groups:gmail:ConnectTimeout", "01:00:00", "01:00:01")]
    [InlineData("Groups:gmail:GreetingTimeout", "00:00:00.001", "00:00:00")]
    [InlineData("Groups:gmail:GreetingTimeout", "01:00:00", "01:00:01")]
    [InlineData("Groups:gmail:CommandTimeout", "00:00:00.001", "00:00:00")]
    [InlineData("Groups:gmail:CommandTimeout", "01:00:00", "01:00:01")]
    [InlineData("Groups:gmail:DataTimeout", "00:00:00.001", "00:00:00")]
    [InlineData("Groups:gmail:DataTimeout", "01:00:00", "01:00:01")]
    [InlineData("Groups:gmail:Control:FloorConnections", "1", "0")]
    [InlineData("Default:Control:FloorConnections", "1", "0")]
    [InlineData("Groups:gmail:Domains:0", "gmail.com", "g mail.com")]
    [InlineData("Groups:gmail:Domains:0", "gmail.*", "mail.gmail.*")]
    [InlineData("Groups:gmail:MxPatterns:0", "*.google.com", "google.*")]
    [InlineData("Groups:gmail:MergeInto", "yahoo", "yaho")]
    [InlineData("EgressSources:a:LocalAddress", "192.0.2.1", "192.0.2.2")]
    [InlineData("EgressSources:a:LocalAddress", "127.0.0.2", "localhost")]
    [InlineData("EgressSources:a:LocalAddress", "::1", "2001:db8::1")]
    [InlineData("EgressSources:a:EhloName", "mail.example.com", "mail example")]
    [InlineData("EgressSources:a:EhloName", "[192.0.2.1]", "192.0.2.1")]
    [InlineData("EgressSources:a:Port", "1", "0")]
    [InlineData("EgressSources:a:Port", "65535", "65536")]
    [InlineData("EgressSources:a:Relay:Host", "mail_relay", "relay:25")]
    [InlineData("EgressSources:a:Relay:Host", "192.0.2.1", " ")]
    public void A_value_outside_its_bounds_is_named_with_its_key(string key, string allowed, string refused)
    {
        Assert.Empty(ConfigurationText.Failures((key, allowed)));
        var failure = Assert.Single(ConfigurationText.Failures((key, refused)));
        Assert.StartsWith($"ProviderPacing:{key} is ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Port", "1", "0")]
    [InlineData("Port", "65535", "65536")]
    [InlineData("Tls", "Off", "9")]
    public void A_relays_values_have_bounds(string key, string allowed, string refused)
    {
        Assert.Empty(ConfigurationText.Failures(("EgressSources:a:Relay:Host", "relay"), ($"EgressSources:a:Relay:{key}", allowed)));
        var failure = Assert.Single(ConfigurationText.Failures(("EgressSources:a:Relay:Host", "relay"), ($"EgressSources:a:Relay:{key}", refused)));
        Assert.StartsWith($"ProviderPacing:EgressSources:a:Relay:{key} is ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_names_the_key_the_value_and_the_range() =>
        Assert.Equal(
            ["ProviderPacing:Groups:microsoft-consumer:StartConnections is 60; it must be between 1 and 50 (ProviderPacing:Groups:microsoft-consumer:MaxParallelConnections)."],
            ConfigurationText.Failures(("Groups:microsoft-consumer:StartConnections", "60")));

    [Fact]
    public void All_failures_are_collected() =>
        Assert.Equal(3, ConfigurationText.Failures(("StopTimeout", "-1"), ("Dns:Retries", "-1"), ("Groups:gmail:StartConnections", "0")).Count);

    [Fact]
    public void More_than_150_connections_need_consent()
    {
        var failure = Assert.Single(ConfigurationText.Failures(("Groups:gmail:MaxParallelConnections", "151")));
        Assert.Contains("ProviderPacing:Groups:gmail:AllowOver150", failure, StringComparison.Ordinal);
        Assert.Empty(ConfigurationText.Failures(("Groups:gmail:MaxParallelConnections", "1000"), ("Groups:gmail:AllowOver150", "true")));
        Assert.Single(ConfigurationText.Failures(("Groups:gmail:MaxParallelConnections", "1001"), ("Groups:gmail:AllowOver150", "true")));
        Assert.Single(ConfigurationText.Failures(("Groups:gmail:MaxParallelConnections", "151"), ("Groups:yahoo:AllowOver150", "true")));
    }

    [Fact]
    public void A_start_is_checked_against_the_maximum_beside_it()
    {
        Assert.Empty(ConfigurationText.Failures(("Groups:gmail:StartConnections", "60"), ("Groups:gmail:MaxParallelConnections", "60")));
        Assert.Single(ConfigurationText.Failures(("Groups:gmail:StartConnections", "61"), ("Groups:gmail:MaxParallelConnections", "60")));
    }

    [Fact]
    public void A_jitter_whose_least_is_above_its_most_is_refused()
    {
        Assert.Empty(ConfigurationText.Failures(("Groups:gmail:RetryJitterMin", "00:00:05"), ("Groups:gmail:RetryJitterMax", "00:00:05")));
        Assert.NotEmpty(ConfigurationText.Failures(("Groups:gmail:RetryJitterMin", "00:00:06"), ("Groups:gmail:RetryJitterMax", "00:00:05")));
    }

    [Fact]
    public void A_group_to_which_no_mail_belongs_is_refused_with_the_name_that_was_meant()
    {
        var failure = Assert.Single(ConfigurationText.Failures(("Groups:microsoft_consumer:StartConnections", "5")));
        Assert.StartsWith("ProviderPacing:Groups:microsoft_consumer has neither Domains nor MxPatterns", failure, StringComparison.Ordinal);
        Assert.EndsWith("Did you mean microsoft-consumer?", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_belongs_to_one_group_only()
    {
        var failure = Assert.Single(ConfigurationText.Failures(("Groups:a:Domains:0", "example.com"), ("Groups:b:Domains:0", "Example.COM.")));
        Assert.StartsWith("ProviderPacing:Groups:b:Domains:0 is 'Example.COM.', which ProviderPacing:Groups:a:Domains has too", failure, StringComparison.Ordinal);
        Assert.Single(ConfigurationText.Failures(("Groups:a:MxPatterns:0", "*.example.com"), ("Groups:b:MxPatterns:0", "*.example.com")));
        Assert.Single(ConfigurationText.Failures(("Groups:a:Domains:0", "contoso.com"), ("Groups:contoso.com:StartConnections", "1")));
        Assert.Empty(ConfigurationText.Failures(("Groups:a:Domains:0", "example.com"), ("Groups:b:MxPatterns:0", "example.com")));
    }

    [Fact]
    public void A_merge_that_leads_back_is_refused()
    {
        Assert.Single(ConfigurationText.Failures(("Groups:gmail:MergeInto", "GMAIL")));
        Assert.Equal(2, ConfigurationText.Failures(("Groups:gmail:MergeInto", "yahoo"), ("Groups:yahoo:MergeInto", "gmail")).Count);
        Assert.Equal(2, ConfigurationText.Failures(("Groups:apple:MergeInto", "gmail"), ("Groups:gmail:MergeInto", "yahoo"), ("Groups:yahoo:MergeInto", "gmail")).Count);
    }

    [Fact]
    public void Limits_beside_a_merge_are_refused_as_they_have_no_effect()
    {
        var failure = Assert.Single(ConfigurationText.Failures(("Groups:microsoft-365:MergeInto", "microsoft-consumer"), ("Groups:microsoft-365:StartConnections", "3")));
        Assert.StartsWith("ProviderPacing:Groups:microsoft-365 sets limits beside MergeInto", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Default:Domains:0", "example.com")]
    [InlineData("Default:MxPatterns:0", "*.example.com")]
    [InlineData("Default:MergeInto", "gmail")]
    public void The_default_has_no_patterns(string key, string value) =>
        Assert.StartsWith("ProviderPacing:Default has ", Assert.Single(ConfigurationText.Failures((key, value))), StringComparison.Ordinal);

    [Fact]
    public void A_relay_needs_a_host() =>
        Assert.StartsWith(
            "ProviderPacing:EgressSources:a:Relay:Host is missing",
            Assert.Single(ConfigurationText.Failures(("EgressSources:a:Relay:Port", "25"))),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("UserName", "Password")]
    [InlineData("Password", "UserName")]
    public void A_user_needs_a_password_and_neither_is_shown(string given, string missing)
    {
        var failure = Assert.Single(ConfigurationText.Failures(("EgressSources:a:Relay:Host", "relay"), ($"EgressSources:a:Relay:{given}", "s3cret")));
        Assert.StartsWith($"ProviderPacing:EgressSources:a:Relay:{missing} is missing", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure, StringComparison.Ordinal);
        Assert.Empty(ConfigurationText.Failures(
            ("EgressSources:a:Relay:Host", "relay"), ("EgressSources:a:Relay:UserName", "u"), ("EgressSources:a:Relay:Password", "p")));
    }

    [Fact]
    public void An_address_is_taken_on_trust_where_the_system_does_not_tell_its_own()
    {
        var options = ConfigurationText.Options(("EgressSources:a:LocalAddress", "192.0.2.77"));
        Assert.True(new PacingOptionsValidator(static () => null).Validate(null, options).Succeeded);
    }

    [Fact]
    public void Nulls_in_code_are_failures_and_not_exceptions()
    {
        var validator = new PacingOptionsValidator(static () => null);
        Assert.True(validator.Validate(null, new PacingOptions { Dns = null! }).Failed);
        Assert.True(validator.Validate(null, new PacingOptions { Groups = { ["a"] = null! } }).Failed);
        Assert.True(validator.Validate(null, new PacingOptions { EgressSources = { ["a"] = null! } }).Failed);
        Assert.True(validator.Validate(null, new PacingOptions { Groups = { ["a"] = new() { Domains = [null!] } } }).Failed);
        Assert.True(validator.Validate(null, new PacingOptions { Dns = { Servers = { null! } } }).Failed);
    }
}
