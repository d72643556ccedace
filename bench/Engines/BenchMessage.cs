namespace Moltbot.Bench.Engines;

/// <summary>A message of usual size.</summary>
[GenerateSerializer, Alias("moltbot.bench.BenchMessage")]
internal sealed class BenchMessage
{
    [Id(0)] public string Text { get; set; } = "How are you today?";

    [Id(1)] public long At { get; set; }

    [Id(2)] public List<string> Labels { get; set; } = ["one", "two", "three"];
}
