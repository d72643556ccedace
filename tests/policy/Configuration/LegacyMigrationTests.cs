using System.Text.Encodings.Web;
using System.Text.Json;
using Moltbot.Policy.Configuration.Json5;
using Moltbot.Policy.Configuration.Legacy;
using Moltbot.Policy.Tests.Cases;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>
/// Documents of older versions, by <c>migrations.txt</c>: which old keys are named (<c>!</c>), what is done with them, and what comes of it.
/// </summary>
public sealed class LegacyMigrationTests
{
    private static readonly Blocks Cases = new("migrations.txt");

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Titles => [.. Cases.Titles];

    [Theory]
    [MemberData(nameof(Titles))]
    public void What_is_done_with_an_older_document(string title)
    {
        var (given, expected) = Cases.Of(title);
        var document = Json5Parser.Parse(string.Join('\n', given));

        var (migrated, changes) = LegacyMigration.Apply(document);

        string.Join('\n', LegacyKeys.Find(document).Select(static issue => $"! {issue.Path}: {issue.Message}").Concat(changes).Append($"= {migrated?.ToJsonString(AsWritten) ?? "as it was"}"))
            .ShouldBe(expected);
    }
}
