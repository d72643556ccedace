namespace Moltbot.Architecture.Tests;

/// <summary>Nothing in the sources looks other than it is.</summary>
public sealed class HostileTextTests
{
    [Fact]
    public void No_source_holds_characters_that_reorder_or_hide_text() =>
        Repository.Sources("policy", "protocol", "embedded", "models", "grain-interfaces", "storage", "grains", "client", "cli", "identity", "silo", "runner")
            .Where(static path => File.ReadAllText(path).Any(static c => c is (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200b'))
            .ShouldBeEmpty();
}
