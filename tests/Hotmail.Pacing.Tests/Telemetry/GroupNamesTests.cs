using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class GroupNamesTests
{
    [Fact]
    public void Only_the_first_unconfigured_groups_keep_their_names()
    {
        var names = new GroupNames(2);
        string[] groups = ["a.example", "b.example", "c.example", "a.example"];
        Assert.Equal(["a.example", "b.example", "other", "a.example"], groups.Select(names.Tag));
    }

    [Fact]
    public void Configured_groups_keep_their_names_and_take_no_place()
    {
        var names = new GroupNames(1);
        names.Configure(["gmail", "yahoo"]);
        string[] groups = ["gmail", "yahoo", "a.example", "b.example"];
        Assert.Equal(["gmail", "yahoo", "a.example", "other"], groups.Select(names.Tag));
    }

    [Fact]
    public void A_reload_names_new_groups()
    {
        var names = new GroupNames(0);
        Assert.Equal("other", names.Tag("gmail"));
        names.Configure(["gmail"]);
        Assert.Equal("gmail", names.Tag("gmail"));
    }

    [Fact]
    public void Many_threads_get_no_more_names_than_allowed()
    {
        var names = new GroupNames(10);
        var tags = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        Parallel.For(0, 2000, number => tags.TryAdd(names.Tag($"d{number % 500}.example"), true));
        Assert.Equal(11, tags.Count);
    }
}
