using System.Text.Json.Serialization;
using Moltbot.Protocol.Json;

namespace Moltbot.Protocol.Methods.Skills;

/// <summary>JSON metadata of this folder's types, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WholeNumberConverter)])]
[JsonSerializable(typeof(SkillsStatusResult))]
[JsonSerializable(typeof(SkillsBinsResult))]
[JsonSerializable(typeof(SkillsInstallParams))]
[JsonSerializable(typeof(SkillsInstallResult))]
[JsonSerializable(typeof(SkillsUpdateParams))]
[JsonSerializable(typeof(SkillsUpdateResult))]
[JsonSerializable(typeof(SkillNameParams))]
[JsonSerializable(typeof(SkillApproveParams))]
[JsonSerializable(typeof(SkillFolderParams))]
[JsonSerializable(typeof(SkillResult))]
[JsonSerializable(typeof(SkillListResult))]
[JsonSerializable(typeof(SkillRemoveResult))]
public sealed partial class SkillsJson : JsonSerializerContext;
