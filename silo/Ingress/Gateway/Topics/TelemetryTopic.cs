using CityActors.Silo.Ingress.Payloads;
using CityActors.Twins;

namespace CityActors.Silo.Ingress.Gateway.Topics;

/// <summary>What a topic asks for.</summary>
internal enum TopicKind : byte
{
    /// <summary>Nothing: nobody may publish there.</summary>
    None = 0,

    /// <summary><c>{root}/{type}/{id}/telemetry</c></summary>
    Telemetry,

    /// <summary><c>{root}/sources/{source}/declare</c></summary>
    Declare,

    /// <summary><c>{root}/{type}/{id}/command</c>: devices subscribe to it.</summary>
    Command,

    /// <summary><c>{root}/{type}/{id}/command/ack</c>: what devices say of commands.</summary>
    Answer,
}

/// <summary>
/// The topics of the city. Type and id become a URN: spaces and letters beyond ASCII are percent-encoded, so that
/// <c>city/AirQualityObserved/Trạm Cầu Giấy/telemetry</c> is a twin as any other. Empty levels, dot-dot and wildcards are refused.
/// </summary>
/// <param name="Kind">What is asked for.</param>
/// <param name="Root">First level.</param>
/// <param name="Name">URN of the twin, or name of the source.</param>
internal readonly record struct TelemetryTopic(TopicKind Kind, string Root, string Name)
{
    /// <summary>Longest topic, UTF-8 bytes.</summary>
    public const int BytesMax = 512;

    /// <summary>Reads a topic.</summary>
    /// <param name="topic">Topic as it came, without leading slash.</param>
    /// <param name="roots">Roots there are.</param>
    /// <param name="problem">Sentence when the kind is None.</param>
    public static TelemetryTopic Parse(string topic, ICollection<string> roots, out string problem)
    {
        problem = "Expected a topic {root}/{type}/{id}/telemetry, or {root}/{type}/{id}/command/ack.";
        if (topic.Length > BytesMax)
        {
            return default;
        }

        var levels = topic.Split('/', 6);
        var isAnswer = levels.Length == 5 && levels[3] == "command" && levels[4] == "ack";
        if ((levels.Length != 4 && !isAnswer) || !roots.Contains(levels[0]))
        {
            return default;
        }

        if (levels[1] == "sources" && levels[3] == "declare" && !isAnswer)
        {
            problem = "Expected a source name of 1-256 bytes in {root}/sources/{source}/declare.";
            return IngestSource.IsActor(levels[2]) ? new TelemetryTopic(TopicKind.Declare, levels[0], levels[2]) : default;
        }

        var kind = levels[3] switch
        {
            "telemetry" => TopicKind.Telemetry,
            "command" => isAnswer ? TopicKind.Answer : TopicKind.Command,
            _ => TopicKind.None,
        };
        if (kind == TopicKind.None)
        {
            return default;
        }

        problem = "Expected a type (a letter, then letters or digits, at most 64) and an id "
            + "(no dot-dot, at most 160 characters once encoded).";
        if (levels[2].AsSpan().ContainsAny('+', '#') && kind != TopicKind.Telemetry)
        {
            return default;
        }

        return TwinId.TryCreate(levels[1], levels[2], out var id) ? new TelemetryTopic(kind, levels[0], id) : default;
    }
}
