using System.Text;
using System.Text.RegularExpressions;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Tests.Issues;

public partial class IssueCatalogueTests
{
    [Fact]
    public void Codes_are_unique_and_found()
    {
        Assert.NotEmpty(IssueCatalogue.All);
        Assert.All(IssueCatalogue.All, static definition => Assert.Matches(Code(), definition.Code));
        Assert.Equal(IssueCatalogue.All.Count, IssueCatalogue.All.DistinctBy(static definition => definition.Code).Count());
        Assert.All(IssueCatalogue.All, static definition => Assert.Same(definition, IssueCatalogue.Find(definition.Code)));
        Assert.Null(IssueCatalogue.Find("no-such-code"));
    }

    [Fact]
    public void Each_area_has_issues_and_each_issue_says_what_why_and_how_as_sentences()
    {
        Assert.Equal(Enum.GetValues<IssueArea>().ToHashSet(), IssueCatalogue.All.Select(static definition => definition.Area).ToHashSet());
        Assert.All(IssueCatalogue.All, static definition => Assert.All(
            new[] { definition.Summary, definition.Why }, text => Assert.True(text.EndsWith('.') && !char.IsLower(text[0]), $"{definition.Code}: {text}")));

        // A fix may end with the record to publish.
        Assert.All(IssueCatalogue.All, static definition => Assert.True(
            char.IsUpper(definition.Fix[0]) && (definition.Fix.EndsWith('.') || definition.Fix.Contains(": ", StringComparison.Ordinal)), $"{definition.Code}: {definition.Fix}"));
    }

    [Fact]
    public void Every_definition_of_the_package_is_in_the_catalogue()
    {
        var defined = typeof(IssueDefinition).Assembly.GetTypes()
            .SelectMany(static type => type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic))
            .Where(static field => field.FieldType == typeof(IssueDefinition) && !field.DeclaringType!.IsGenericType)
            .Select(static field => ((IssueDefinition)field.GetValue(null)!).Code)
            .Order(StringComparer.Ordinal);

        Assert.Equal(defined, IssueCatalogue.All.Select(static definition => definition.Code).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_beside_the_sources_is_this_catalogue()
    {
        var file = Path.Combine(Requires.RepositoryFolder, "src", "Hotmail.Pacing.Reputation", "ISSUES.md");
        if (Environment.GetEnvironmentVariable("HOTMAIL_PACING_WRITE_ISSUES") is not null)
        {
            File.WriteAllText(file, Table());
        }

        Assert.Equal(Table(), File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    private static string Table()
    {
        var text = new StringBuilder("# Issues\n\nEvery issue that a check may find, by area. Points are what it takes from the score of 100; the same code counts once.\n\n| code | severity | points | what | why it matters | fix |\n| --- | --- | ---: | --- | --- | --- |\n");
        foreach (var definition in IssueCatalogue.All.OrderBy(static definition => definition.Area).ThenByDescending(static definition => definition.Severity).ThenBy(static definition => definition.Code, StringComparer.Ordinal))
        {
            var cells = new[] { $"`{definition.Code}`", definition.Severity.ToString(), $"{ReputationScore.CostOf(definition.Severity)}", definition.Summary, definition.Why, definition.Fix };
            text.Append("| ").AppendJoin(" | ", cells.Select(static cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }

        return text.ToString();
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)+$")]
    private static partial Regex Code();
}
