using System.Text;
using System.Text.Json;
using Moltbot.Models.Anthropic;
using Moltbot.Models.OpenAi.Completions;
using Moltbot.Models.OpenAi.Responses;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Tests.Wire;

/// <summary>Whatever bytes an event holds, a parser answers or says that they are wrong; nothing else comes out.</summary>
public sealed class ParserFuzzTests
{
    private static readonly string[] Seeds =
    [
        """{"id":"1","model":"m","choices":[{"index":0,"delta":{"content":"a","tool_calls":[{"index":0,"id":"c","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1}}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"c","name":"f","input":{}}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":5}}""",
        """{"type":"response.output_item.done","item":{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}}""",
        """{"type":"response.completed","response":{"id":"r","usage":{"input_tokens":1},"incomplete_details":{"reason":"x"}}}""",
        """{"type":"error","error":{"type":"overloaded_error","message":"x"}}""",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_events_never_escape(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < 5000; i++)
        {
            IAnswerParser[] parsers = [new CompletionsParser(), new ResponsesParser("o"), new AnthropicParser("o")];
            var bytes = Mutate(random);
            foreach (var parser in parsers)
            {
                try
                {
                    parser.Take(bytes);
                    parser.Finish();
                }
                catch (Exception e) when (e is JsonException or WireErrorException)
                {
                    refused++;
                }
            }
        }

        refused.ShouldBeGreaterThan(1000);
    }

    private static byte[] Mutate(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            bytes = random.Next(4) switch
            {
                0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 9))..]],
                2 => [.. bytes[..at], .. "null"u8, .. bytes[at..]],
                _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            };
            if (bytes.Length == 0)
            {
                break;
            }
        }

        return bytes;
    }
}
