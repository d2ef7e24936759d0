using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Dispatch;
using static Hotmail.Pacing.Tests.Dispatch.IntakeHarness;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class MessageIntakeTests
{
    private readonly IntakeHarness _harness = new();

    [Fact]
    public async Task A_message_to_one_recipient_is_one_delivery_with_all_that_it_came_with()
    {
        _harness.Resolver.Answers["hotmail.com"] = Found("b.olc.protection.outlook.com", "a.olc.protection.outlook.com");

        var plan = await _harness.PlanAsync(Message("a@HOTMAIL.com") with { Priority = MessagePriority.Transactional, Campaign = "spring" });

        var delivery = Assert.Single(plan.Deliveries);
        Assert.Equal(
            (new EgressPath("default", "microsoft-consumer"), "a.olc.protection.outlook.com,b.olc.protection.outlook.com", "hotmail.com"),
            (delivery.Path, delivery.Route, delivery.Domain));
        Assert.Equal(("news@example.com", "spring", MessagePriority.Transactional), (delivery.Sender, delivery.Campaign, delivery.Priority));
        Assert.Same(Content, delivery.Content);
        Assert.Equal(["a@HOTMAIL.com"], delivery.Recipients);
        Assert.Equal([new PlannedRecipient("a@HOTMAIL.com", delivery.Path, Engagement.Normal)], plan.Recipients);
    }

    [Fact]
    public async Task Recipients_are_split_by_domain_and_engagement()
    {
        var plan = await _harness.PlanAsync(Message(
            "a@gmail.com", new Recipient("b@gmail.com", Engagement.Dormant), "c@GMAIL.com", "d@example.org", new Recipient("e@gmail.com", Engagement.Dormant)));

        Assert.Equal(
            ["gmail gmail.com Normal a@gmail.com c@GMAIL.com", "gmail gmail.com Dormant b@gmail.com e@gmail.com", "example.org example.org Normal d@example.org"],
            Shown(plan));
        Assert.Equal(
            ["a@gmail.com gmail", "b@gmail.com gmail", "c@GMAIL.com gmail", "d@example.org example.org", "e@gmail.com gmail"],
            plan.Recipients.Select(static recipient => $"{recipient.Address} {recipient.Path.Group}"));
    }

    [Fact]
    public async Task Each_domain_is_looked_up_once()
    {
        await _harness.PlanAsync(Message("a@gmail.com", "b@example.org", "c@Gmail.com", "d@example.org"));

        Assert.Equal(["gmail.com", "example.org"], _harness.Resolver.Asked);
    }

    [Fact]
    public async Task A_delivery_has_no_more_recipients_than_a_transaction_may()
    {
        _harness.Options.Groups["gmail"] = new DestinationGroupOptions { MaxRecipientsPerTransaction = 2 };

        var plan = await _harness.PlanAsync(Message("a@gmail.com", "b@gmail.com", "c@gmail.com", "d@gmail.com", "e@gmail.com"));

        Assert.Equal(
            ["gmail gmail.com Normal a@gmail.com b@gmail.com", "gmail gmail.com Normal c@gmail.com d@gmail.com", "gmail gmail.com Normal e@gmail.com"],
            Shown(plan));
    }

    [Fact]
    public async Task An_address_named_twice_is_sent_to_once_as_it_was_named_first()
    {
        var plan = await _harness.PlanAsync(Message("A@gmail.com", new Recipient("a@gmail.com", Engagement.Engaged), new Recipient("a@GMAIL.COM", Engagement.Dormant)));

        Assert.Equal(["gmail gmail.com Normal A@gmail.com", "gmail gmail.com Engaged a@gmail.com"], Shown(plan));
        Assert.Equal(["A@gmail.com", "a@gmail.com", "a@gmail.com"], plan.Recipients.Select(static recipient => recipient.Address));
        Assert.Equal(Engagement.Engaged, plan.Recipients[2].Engagement);
    }

    [Theory]
    [InlineData("hotmail.com", "mx.example.net", "microsoft-consumer")]
    [InlineData("contoso.com", "contoso-com.mail.protection.outlook.com", "microsoft-365")]
    [InlineData("example.org", "mx.example.net", "example.org")]
    public async Task The_group_is_the_domains_then_that_of_its_hosts_then_its_own(string domain, string host, string group)
    {
        _harness.Resolver.Answers[domain] = Found(host);

        var delivery = Assert.Single((await _harness.PlanAsync(Message($"a@{domain}"))).Deliveries);

        Assert.Equal((group, host), (delivery.Path.Group, delivery.Route));
    }

    [Theory]
    [InlineData(MailExchangerStatus.TemporaryFailure)]
    [InlineData(MailExchangerStatus.NullMx)]
    [InlineData(MailExchangerStatus.NoSuchDomain)]
    public async Task Without_mail_exchangers_it_is_accepted_all_the_same(MailExchangerStatus status)
    {
        _harness.Resolver.Answers["contoso.com"] = new MailExchangerAnswer(status, []);

        var delivery = Assert.Single((await _harness.PlanAsync(Message("a@contoso.com"))).Deliveries);

        Assert.Equal(("contoso.com", "contoso.com"), (delivery.Path.Group, delivery.Route));
    }

    [Fact]
    public async Task A_relay_takes_all_without_a_lookup()
    {
        _harness.Options.EgressSources["relayed"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "relay.example", Port = 2525 } };

        var plan = await _harness.PlanAsync(Message("a@gmail.com", "b@example.org"));

        Assert.All(plan.Deliveries, static delivery => Assert.Equal("relay:relay.example:2525", delivery.Route));
        Assert.Equal(["gmail", "example.org"], plan.Deliveries.Select(static delivery => delivery.Path.Group));
        Assert.Empty(_harness.Resolver.Asked);
    }

    [Fact]
    public async Task Sources_take_turns_unless_one_is_named()
    {
        _harness.Options.EgressSources["one"] = new EgressSourceOptions();
        _harness.Options.EgressSources["two"] = new EgressSourceOptions();

        var turns = new List<string>();
        for (var turn = 0; turn < 4; turn++)
        {
            turns.Add((await _harness.PlanAsync(Message("a@gmail.com"))).Deliveries[0].Path.Source);
            Assert.Equal("two", (await _harness.PlanAsync(Message("a@gmail.com") with { EgressSource = "TWO" })).Deliveries[0].Path.Source);
        }

        Assert.Equal(["one", "two"], turns.Take(2).Order(StringComparer.Ordinal));
        Assert.Equal(turns.Take(2), turns.Skip(2));
    }

    [Fact]
    public async Task The_longest_wait_is_the_groups_unless_the_message_has_its_own_or_a_nearer_deadline()
    {
        _harness.Options.Groups["gmail"] = new DestinationGroupOptions { QueueMaxAge = TimeSpan.FromHours(8) };
        var message = Message("a@gmail.com");

        Assert.Equal(Now.AddHours(8), await ExpiryAsync(message));
        Assert.Equal(Now.AddHours(30), await ExpiryAsync(message with { QueueMaxAge = TimeSpan.FromHours(30) }));
        Assert.Equal(Now.AddHours(2), await ExpiryAsync(message with { QueueMaxAge = TimeSpan.FromHours(30), Deadline = Now.AddHours(2) }));
        Assert.Equal(Now.AddHours(8), await ExpiryAsync(message with { Deadline = Now.AddHours(9) }));

        async Task<DateTimeOffset> ExpiryAsync(OutboundMessage planned) => Assert.Single((await _harness.PlanAsync(planned)).Deliveries).ExpiresAt;
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(-5, 0)]
    [InlineData(5, 5)]
    public async Task It_is_due_at_once_or_when_it_may_first_be_tried(int? notBefore, int due)
    {
        var message = Message("a@gmail.com") with { NotBefore = notBefore is { } minutes ? Now.AddMinutes(minutes) : null };

        var delivery = Assert.Single((await _harness.PlanAsync(message)).Deliveries);

        Assert.Equal((Now, Now.AddMinutes(due)), (delivery.AcceptedAt, delivery.DueAt));
    }

    [Fact]
    public async Task A_bounce_has_the_null_reverse_path()
    {
        Assert.Equal(string.Empty, Assert.Single((await _harness.PlanAsync(Message("a@gmail.com") with { Sender = string.Empty })).Deliveries).Sender);
    }

    [Fact]
    public async Task The_lookups_of_a_batch_go_on_together_and_none_is_waited_for_longer_than_five_seconds()
    {
        var (slow, dead) = (new TaskCompletionSource<MailExchangerAnswer>(), new TaskCompletionSource<MailExchangerAnswer>());
        _harness.Resolver.Later = domain => domain == "slow.example" ? slow.Task : domain == "dead.example" ? dead.Task : null;
        var planning = _harness.PlanAsync([Message("a@slow.example"), Message("b@dead.example", "c@gmail.com"), Message("d@slow.example")], isBatch: true);

        Assert.Equal(["slow.example", "dead.example", "gmail.com"], _harness.Resolver.Asked);
        slow.SetResult(Found("slow-example.mail.protection.outlook.com"));
        _harness.Time.Advance(MessageIntake.LongestLookup);

        var plans = await planning.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(
            ["microsoft-365 slow.example Normal a@slow.example", "dead.example dead.example Normal b@dead.example", "gmail gmail.com Normal c@gmail.com", "microsoft-365 slow.example Normal d@slow.example"],
            plans.SelectMany(Shown));
    }
}
