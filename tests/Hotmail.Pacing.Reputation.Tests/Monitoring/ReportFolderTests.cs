using Hotmail.Pacing.Reputation.Monitoring;

namespace Hotmail.Pacing.Reputation.Tests.Monitoring;

public sealed class ReportFolderTests : IDisposable
{
    private readonly ReportDrop _drop = new();
    private readonly List<string> _texts = [];
    private readonly ReportFolder _folder;

    public ReportFolderTests() => _folder = new ReportFolder(_drop.Folder);

    public void Dispose() => _drop.Dispose();

    [Fact]
    public void Each_file_is_read_once_and_again_when_it_has_changed()
    {
        _drop.Put("b", "two").Put("a", "one");
        Assert.Equal(["one", "two"], Read());
        Assert.Empty(Read());
        _drop.Put("a", "three");
        Assert.Equal(["three"], Read());
    }

    [Fact]
    public void What_is_added_while_it_is_read_is_read_at_the_next_look()
    {
        _drop.Put("a", "half");
        var read = 0;
        Assert.Null(_folder.ReadNew(
            (stream, path) =>
            {
                using var reader = new StreamReader(stream);
                Assert.Equal("half", reader.ReadToEnd());
                File.AppendAllText(path, " and whole");
                read++;
                return "it breaks off";
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(["half and whole"], Read());
        Assert.Equal(1, read);
    }

    [Fact]
    public void A_file_that_vanishes_before_it_is_read_is_no_problem_and_ends_nothing()
    {
        _drop.Put("a", "one").Put("b", "two").Put("c", "three");
        Assert.Equal(["one", "three"], Read(_ => File.Delete(_drop.PathOf("b"))));
        Assert.Empty(Read());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_tried_again_and_the_others_are_read()
    {
        _drop.Put("a", "one").Put("b", "two");
        using (new FileStream(_drop.PathOf("a"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var problem = _folder.ReadNew(Collect, TestContext.Current.CancellationToken);
            Assert.Contains("1 could not be used: a: ", problem, StringComparison.Ordinal);
            Assert.Equal(["two"], _texts);
        }

        Assert.Equal(["one"], Read());
    }

    [Fact]
    public void A_part_that_throws_at_a_file_has_it_read_again()
    {
        _drop.Put("a", "one");
        Assert.Contains("a: the disk is full", _folder.ReadNew(static (_, _) => throw new InvalidOperationException("the disk is full."), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["one"], Read());
    }

    [Fact]
    public void Of_many_problems_three_are_named_and_each_is_told_once()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            _drop.Put(name, "x");
        }

        Assert.EndsWith(", 5 could not be used: a: odd; b: odd; c: odd; and 2 more.", _folder.ReadNew(static (_, _) => "odd.", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Null(_folder.ReadNew(static (_, _) => "odd.", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_empty_file_and_a_folder_are_no_reports_yet()
    {
        _drop.Put("a", string.Empty);
        Directory.CreateDirectory(_drop.PathOf("sub"));
        Assert.Empty(Read());
        _drop.Put("a", "one");
        Assert.Equal(["one"], Read());
    }

    [Fact]
    public void A_folder_that_does_not_exist_throws_and_is_looked_into_once_it_does()
    {
        var folder = new ReportFolder(_drop.PathOf("later"));
        Assert.Throws<DirectoryNotFoundException>(() => folder.ReadNew(Collect, TestContext.Current.CancellationToken));
        Directory.CreateDirectory(_drop.PathOf("later"));
        _drop.Put(Path.Combine("later", "a"), "one");
        Assert.Null(folder.ReadNew(Collect, TestContext.Current.CancellationToken));
        Assert.Equal(["one"], _texts);
    }

    private IReadOnlyList<string> Read(Action<string>? before = null)
    {
        _texts.Clear();
        Assert.Null(_folder.ReadNew(
            (stream, path) =>
            {
                before?.Invoke(path);
                return Collect(stream, path);
            },
            TestContext.Current.CancellationToken));
        return [.. _texts];
    }

    private string? Collect(Stream stream, string path)
    {
        using var reader = new StreamReader(stream);
        _texts.Add(reader.ReadToEnd());
        return null;
    }
}
