namespace Moltbot.Policy.Configuration.Legacy;

/// <summary>A key of older versions.</summary>
/// <param name="Path">Where it stood, in dot notation.</param>
/// <param name="Advice">What replaced it.</param>
/// <param name="OnlyText">Whether only a string counts; an object there is the newer form.</param>
internal sealed record LegacyKey(string Path, string Advice, bool OnlyText = false);
