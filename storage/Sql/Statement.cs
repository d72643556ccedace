using System.Text.RegularExpressions;

namespace Moltbot.Storage.Sql;

/// <summary>
/// One SQL statement with positional parameters <c>$1</c>, <c>$2</c> … that both databases understand. The two differ in
/// nothing we need but membership in a list, written here as <c>IN LIST $n</c>, and the locks of rows, which SQLite with its
/// one writer has no word for. Identity of the object is what the connections' caches of prepared commands are keyed by, so statements
/// are kept in static fields.
/// </summary>
internal sealed partial class Statement(string text)
{
    public string Sqlite { get; } = ListParameter().Replace(text, "IN (SELECT value FROM json_each(${p}))")
        .Replace("FOR UPDATE SKIP LOCKED", "", StringComparison.Ordinal);

    public string Postgres { get; } = ListParameter().Replace(text, "= ANY (${p})");

    public override string ToString() => Postgres;

    [GeneratedRegex(@"IN LIST (?<p>\$\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListParameter();
}
