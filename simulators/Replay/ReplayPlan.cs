using CityActors.Simulators.City.Entities;
using CityActors.Simulators.Command;
using CityActors.Simulators.Replay.Csv;
using CityActors.Simulators.Replay.Sumo;
using CityActors.Simulators.Sending;
using CityActors.Simulators.Sending.Payloads;

namespace CityActors.Simulators.Replay;

/// <summary>What a replay sends where.</summary>
/// <param name="Recording">The file.</param>
/// <param name="Network">Its network, if one was given.</param>
/// <param name="Target">Where to.</param>
/// <param name="Epoch">What its first time stands for; null: its dates stand for themselves.</param>
/// <param name="Speed">Seconds of the file in a second; 0: as fast as the city takes them.</param>
/// <param name="Source">Beginning of the names the connections go by.</param>
/// <param name="Connections">Connections.</param>
/// <param name="Payload">Form of the messages.</param>
/// <param name="Patience">How long the city may be unreachable.</param>
internal sealed record ReplayPlan(
    Recording Recording, SumoNetwork? Network, Target Target, DateTimeOffset? Epoch, double Speed, string Source,
    int Connections, PayloadForm Payload, TimeSpan Patience)
{
    private const double SpeedMax = 1_000_000;
    private const int ConnectionsDefault = 8;
    private const int ConnectionsMax = 1_000;
    private const int SourceLengthMax = 100;
    private const double PatienceMax = 7 * 24 * 3600;

    private static readonly string[] Formats = ["sumo-e1", "sumo-edgedata", "sumo-fcd", "csv"];

    /// <summary>Induction loops with the road segments that they lie in; empty when nobody said where they lie.</summary>
    public IReadOnlyList<CityEntity> Loops { get; init; } = [];

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">It makes no sense.</exception>
    public static ReplayPlan Of(CommandLine line, TimeProvider time)
    {
        var words = line.Words("FORMAT", "FILE");
        var (format, file) = (words[0], words[1]);
        if (!Formats.Contains(format))
        {
            throw new UsageException($"replay: the format must be one of {string.Join(", ", Formats)}, got '{format}'.");
        }

        foreach (var path in new[] { file, line.Text("--network"), line.Text("--mapping"), line.Text("--detectors") })
        {
            if (path is not null && !File.Exists(path))
            {
                throw new UsageException($"replay: there is no file '{path}'.");
            }
        }

        if ((format == "csv") != line.Has("--mapping"))
        {
            throw new UsageException(
                format == "csv" ? "replay: csv needs --mapping MAP.json." : $"replay: --mapping is of csv, not of {format}.");
        }

        if (line.Has("--detectors") && format != "sumo-e1")
        {
            throw new UsageException($"replay: --detectors is of sumo-e1, not of {format}.");
        }

        var target = line.Target("--to");
        var network = line.Text("--network") is { } net ? SumoNetwork.Load(net) : null;
        Recording recording = format switch
        {
            "sumo-e1" => new SumoLoops(file),
            "sumo-edgedata" => new SumoEdges(file),
            "sumo-fcd" => new SumoFloatingCars(file, network),
            _ => new CsvRecording(file, CsvMapping.Load(line.Text("--mapping")!)),
        };
        var source = line.Text("--source") ?? $"replay-{format}";
        if (source.Length is 0 or > SourceLengthMax
            || source.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            throw new UsageException($"replay: --source must be 1-{SourceLengthMax} letters, digits, - _ and ., got '{source}'.");
        }

        return new ReplayPlan(
            recording, network, target, line.Moment("--epoch") ?? (recording.IsDated ? null : time.GetUtcNow()),
            line.Number("--speed", 0, 0, SpeedMax), source, (int)line.Whole("--connections", ConnectionsDefault, 1, ConnectionsMax),
            FormOf(line, format, target),
            TimeSpan.FromSeconds(line.Number("--patience", LinkSettings.PatienceDefault.TotalSeconds, 1, PatienceMax)))
        {
            Loops = line.Text("--detectors") is { } detectors ? SumoDetectors.Load(detectors) : [],
        };
    }

    private static PayloadForm FormOf(CommandLine line, string format, Target target)
    {
        var form = line.Choice<PayloadForm>(
            "--payload", PayloadForm.Flat,
            ("senml", PayloadForm.SenMl), ("cbor", PayloadForm.Cbor), ("flat", PayloadForm.Flat), ("line", PayloadForm.Line));
        if (form == PayloadForm.Line && target.IsMqtt)
        {
            throw new UsageException("replay: --payload line goes over HTTP only; over MQTT there are senml, cbor and flat.");
        }

        return format == "sumo-fcd" && form is PayloadForm.SenMl or PayloadForm.Cbor
            ? throw new UsageException("replay: SenML has no places; vehicles go as flat or line.")
            : form;
    }
}
