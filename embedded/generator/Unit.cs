namespace Moltbot.Embedded.Generator;

/// <summary>What is generated for one type: a file, lines for the manifest, objections.</summary>
internal sealed record Unit(string Hint, string Source, EquatableList<string> Registrations, EquatableList<Problem> Problems);
