using CsCheck;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Responses;

public class ClassificationRuleTests
{
    private static ClassificationRule Rule => new() { Name = "host", Class = ReplyClass.Greylist };

    private static string Classify(ClassificationRule rule, string raw, string? provider = null, SmtpStage stage = SmtpStage.Unknown) =>
        new ReplyClassifier([rule]).Classify(SmtpReply.Parse(raw, stage), provider).Rule;

    [Fact]
    public void The_hosts_rules_go_ahead_of_the_shipped_even_of_those_decided_by_code()
    {
        var classifier = new ReplyClassifier([Rule with { AnyOf = ["S3115"] }, Rule with { Name = "second" }]);

        Assert.Equal("host", classifier.Classify(SmtpReply.Parse("451 4.7.652 too many (S3115)"), "microsoft-consumer").Rule);
        Assert.Equal("second", classifier.Classify(SmtpReply.Parse("451 4.7.652 too many"), "microsoft-consumer").Rule);
    }

    [Fact]
    public void The_hosts_rule_wins_over_every_shipped_rule()
    {
        var shipped = ReplyClassifier.ShippedRules.SelectMany(rule => rule.AnyOf).ToArray();
        var classifier = new ReplyClassifier([Rule with { AnyOf = ["xyzzy"] }]);

        Gen.Select(Gen.OneOf(shipped), Gen.Int[400, 599]).Sample((words, code) =>
            Assert.Equal("host", classifier.Classify(new SmtpReply(code, $"{words} XYZZY"), "gmail").Rule));
    }

    [Fact]
    public void A_rule_for_one_group_leaves_the_others_alone()
    {
        var rule = Rule with { Providers = ["Gmail"], Codes = [4] };

        Assert.Equal("host", Classify(rule, "451 x", "gmail"));
        Assert.NotEqual("host", Classify(rule, "451 x", "yahoo"));
        Assert.NotEqual("host", Classify(rule, "451 x"));
    }

    [Fact]
    public void A_rule_for_a_stage_leaves_the_others_alone()
    {
        var rule = Rule with { Stages = [SmtpStage.Banner, SmtpStage.Ehlo] };

        Assert.Equal("host", Classify(rule, "451 x", stage: SmtpStage.Ehlo));
        Assert.NotEqual("host", Classify(rule, "451 x", stage: SmtpStage.Mail));
    }

    [Theory]
    [InlineData("450 x", true)]
    [InlineData("599 x", true)]
    [InlineData("451 x", false)]
    [InlineData("499 x", false)]
    public void Codes_are_exact_or_by_first_digit(string raw, bool applies) =>
        Assert.Equal(applies, Classify(Rule with { Codes = [450, 5] }, raw) == "host");

    [Theory]
    [InlineData("4.7.652", "451 4.7.652 x", true)]
    [InlineData("4.7.652", "451 4.7.65 x", false)]
    [InlineData("*.7.26", "550 5.7.26 x", true)]
    [InlineData("4.7.26", "550 5.7.26 x", false)]
    [InlineData("5.7.*", "550 5.7.0 x", true)]
    [InlineData("5.7.*", "550 5.6.0 x", false)]
    [InlineData("5.7.606-649", "550 5.7.649 x", true)]
    [InlineData("5.7.606-649", "550 5.7.650 x", false)]
    [InlineData("5.7.606-649", "550 x", false)]
    [InlineData("5.123.1", "550 5.123.1 x", true)]
    public void Enhanced_codes_match_exactly_by_wildcard_or_by_range(string pattern, string raw, bool applies) =>
        Assert.Equal(applies, Classify(Rule with { EnhancedCodes = [pattern] }, raw) == "host");

    [Theory]
    [InlineData("550 USER-Unknown", true)]
    [InlineData("550-user\r\n550 unknown", true)]
    [InlineData("550 üsér   (unknown)", true)]
    [InlineData("550 users unknown", false)]
    [InlineData("550 user, and then unknown", false)]
    public void Phrases_are_compared_by_letters_and_digits_alone(string raw, bool applies) =>
        Assert.Equal(applies, Classify(Rule with { AnyOf = ["user unknown"] }, raw) == "host");

    [Theory]
    [InlineData("550 an RBL", true)]
    [InlineData("550 RBL: listed", true)]
    [InlineData("550 marble", false)]
    public void A_space_at_the_end_of_a_phrase_is_a_words_border(string raw, bool applies) =>
        Assert.Equal(applies, Classify(Rule with { AnyOf = [" rbl "] }, raw) == "host");

    [Theory]
    [InlineData("550 Sorry, no", true)]
    [InlineData("550 -- sorry, no", true)]
    [InlineData("550 5.7.1 sorry: no.", true)]
    [InlineData("550 sorry, none", false)]
    [InlineData("550 so sorry, no", false)]
    [InlineData("550 sorry", false)]
    public void A_caret_at_the_start_of_a_phrase_is_the_texts_start(string raw, bool applies) =>
        Assert.Equal(applies, Classify(Rule with { AnyOf = ["^sorry no "] }, raw) == "host");

    [Theory]
    [InlineData("550 sorry", "second")]
    [InlineData("550 sorry you", "second")]
    [InlineData("550 sorry you spam", "first")]
    [InlineData("550 sorrys", "third")]
    public void A_start_decides_only_where_no_rule_ahead_needs_the_rest(string raw, string expected)
    {
        var classifier = new ReplyClassifier(
        [
            Rule with { Name = "first", AnyOf = ["spam"] },
            Rule with { Name = "second", AnyOf = ["^sorry "] },
            Rule with { Name = "third", AnyOf = ["^sorry"] },
        ]);

        Assert.Equal(expected, classifier.Classify(SmtpReply.Parse(raw), null).Rule);
    }

    [Theory]
    [InlineData("550 sorry", "second")]
    [InlineData("550 sorry spam", "second")]
    [InlineData("550 5.7.9 sorry spam", "first")]
    [InlineData("550 sorrys spam", "third")]
    [InlineData("550 so spam", "fourth")]
    public void The_first_rule_that_applies_decides_among_codes_starts_and_words(string raw, string expected)
    {
        var classifier = new ReplyClassifier(
        [
            Rule with { Name = "first", EnhancedCodes = ["5.7.9"], Stages = [SmtpStage.Unknown] },
            Rule with { Name = "second", AnyOf = ["^sorry "] },
            Rule with { Name = "third", AnyOf = ["^sorry"] },
            Rule with { Name = "fourth", AnyOf = ["spam"] },
        ]);

        Assert.Equal(expected, classifier.Classify(SmtpReply.Parse(raw), null).Rule);
    }

    [Fact]
    public void A_code_ahead_of_which_no_rule_can_apply_decides_though_its_range_has_another()
    {
        var classifier = new ReplyClassifier([Rule with { Name = "one", EnhancedCodes = ["5.7.620"] }, Rule with { Name = "range", EnhancedCodes = ["5.7.606-649"] }]);

        Assert.Equal("one", classifier.Classify(SmtpReply.Parse("550 5.7.620 x"), null).Rule);
        Assert.All([606, 619, 621, 649], detail => Assert.Equal("range", classifier.Classify(SmtpReply.Parse($"550 5.7.{detail} x"), null).Rule));
    }

    [Fact]
    public void Phrases_may_be_in_any_script()
    {
        Assert.Equal("host", Classify(Rule with { AnyOf = ["Ящик переполнен"] }, "552 почтовый ящик ПЕРЕПОЛНЕН"));
        Assert.NotEqual("host", Classify(Rule with { AnyOf = ["満杯"] }, "552 満員"));
    }

    [Fact]
    public void All_groups_of_phrases_must_be_met_and_no_excluded_one()
    {
        var rule = Rule with { AnyOf = ["a1", "a2"], AndAnyOf = ["b1", "b2"], AllOf = ["c1", "c2"], NoneOf = ["d"] };

        Assert.Equal("host", Classify(rule, "550 a2 b1 c1 c2"));
        Assert.NotEqual("host", Classify(rule, "550 a2 b1 c1"));
        Assert.NotEqual("host", Classify(rule, "550 b1 c1 c2"));
        Assert.NotEqual("host", Classify(rule, "550 a1 c1 c2"));
        Assert.NotEqual("host", Classify(rule, "550 a1 b1 c1 c2 d"));
    }

    [Fact]
    public void A_host_may_say_that_a_5yz_reply_is_worth_another_try()
    {
        var classifier = new ReplyClassifier([Rule with { EnhancedCodes = ["5.2.122"], Permanence = Permanence.Transient, Class = ReplyClass.RateLimit }]);

        Assert.Equal(Permanence.Transient, classifier.Classify(SmtpReply.Parse("554 5.2.122 per hour"), "microsoft-consumer").Permanence);
        Assert.Equal(Permanence.Permanent, new ReplyClassifier().Classify(SmtpReply.Parse("554 5.2.122 per hour"), "microsoft-consumer").Permanence);
    }

    [Fact]
    public void Invalid_rules_are_refused_by_name()
    {
        ClassificationRule[] invalid =
        [
            Rule with { Class = ReplyClass.Success },
            Rule with { Codes = [250] },
            Rule with { Codes = [6] },
            Rule with { EnhancedCodes = ["4.7"] },
            Rule with { EnhancedCodes = ["4.7.9-1"] },
            Rule with { EnhancedCodes = ["4.x.1"] },
            Rule with { EnhancedCodes = ["2.1.0"] },
            Rule with { AnyOf = [" - "] },
            Rule with { NoneOf = [""] },
            Rule with { AllOf = [null!] },
            Rule with { EnhancedCodes = [null!] },
            Rule with { Providers = [null!] },
            Rule with { Stages = [(SmtpStage)40] },
            Rule with { Permanence = Permanence.Success },
            Rule with { Permanence = (Permanence)9 },
            Rule with { Class = ReplyClass.ConnectionLimit, Scope = (LimitScope)9 },
        ];

        Assert.All(invalid, rule => Assert.Contains("'host'", Assert.Throws<ArgumentException>(() => new ReplyClassifier([rule])).Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => new ReplyClassifier([Rule with { Name = " " }]));
        Assert.Throws<ArgumentNullException>(() => new ReplyClassifier(null!));
    }

    [Fact]
    public void Many_rules_of_the_host_fit()
    {
        var rules = Enumerable.Range(0, 20_000).Select(i => Rule with { Name = $"host{i}", AnyOf = [$"mark{i}x"] });

        Assert.Equal("host19999", new ReplyClassifier(rules).Classify(SmtpReply.Parse("550 mark19999x"), null).Rule);
    }

    [Fact]
    public void Shipped_rules_leave_permanence_to_the_code_and_have_plain_names()
    {
        Assert.All(ReplyClassifier.ShippedRules, rule =>
        {
            Assert.Null(rule.Permanence);
            Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule.Name);
            Assert.True(rule.Class != ReplyClass.ReputationThrottle || rule.Codes.Contains(4) || rule.EnhancedCodes.All(code => code.StartsWith('4')));
        });
    }

    [Fact]
    public void Every_shipped_rule_can_be_reached_by_its_own_words()
    {
        var unreached = ReplyClassifier.ShippedRules.Where(rule => rule.AnyOf.Count > 0 && !rule.AnyOf.Any(words => IsReached(rule, words)));

        Assert.Empty(unreached.Select(rule => rule.Name));

        static bool IsReached(ClassificationRule rule, string words)
        {
            var code = rule.Codes.Count == 0 ? 550 : rule.Codes[0] < 10 ? (rule.Codes[0] * 100) + 50 : rule.Codes[0];
            var text = string.Join(' ', [words, .. rule.AndAnyOf.Take(1), .. rule.AllOf]);
            var raw = $"{code} {(rule.EnhancedCodes.Count > 0 ? rule.EnhancedCodes[0].Replace("*", $"{code / 100}", StringComparison.Ordinal) : "")} {text}";
            var stage = rule.Stages.Count > 0 ? rule.Stages[0] : SmtpStage.Unknown;
            return Shipped.Classify(SmtpReply.Parse(raw, stage), rule.Providers.Count > 0 ? rule.Providers[0] : null).Rule == rule.Name;
        }
    }

    private static readonly ReplyClassifier Shipped = new();
}
