using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CityActors.Simulators.Sending;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Replay.Csv;

/// <summary>A CSV file with a heading row, read by a mapping. A cell that says "missing" is no reading; a broken one is left out.</summary>
internal sealed partial class CsvRecording(string path, CsvMapping mapping) : Recording
{
    /// <inheritdoc/>
    public override bool IsDated => true;

    /// <inheritdoc/>
    public override string TwinType => mapping.Type;

    /// <inheritdoc/>
    public override IEnumerable<RecordedReading> Read()
    {
        using var text = new StreamReader(RecordingFile.Open(path), Encoding.UTF8);
        var rows = new CsvRows(text, mapping.Separator[0]);
        var heading = rows.Next() ?? throw new RecordingBrokenException($"{path} is empty.");
        var columns = Columns(heading);
        while (true)
        {
            var line = rows.Line;
            if (Row(rows) is not { } row)
            {
                yield break;
            }

            if (row.Count == 1 && row[0].Length == 0)
            {
                continue;
            }

            if (Reading(row, columns, $"{path}, line {line}") is { } reading)
            {
                yield return reading;
            }
        }
    }

    private List<string>? Row(CsvRows rows)
    {
        try
        {
            return rows.Next();
        }
        catch (RecordingBrokenException broken)
        {
            throw new RecordingBrokenException($"{path}, {broken.Message}", broken);
        }
    }

    private Dictionary<string, int> Columns(List<string> heading)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < heading.Count; i++)
        {
            columns.TryAdd(heading[i].Trim(), i);
        }

        var asked = mapping.Channels.Keys.Concat(Braces().Matches(mapping.Id + mapping.Time).Select(static match => match.Groups[1].Value));
        var missing = asked.Where(column => !columns.ContainsKey(column)).Distinct().ToList();
        return missing.Count == 0
            ? columns
            : throw new RecordingBrokenException(
                $"{path} has no column {string.Join(", ", missing)}; it has {string.Join(", ", columns.Keys)}.");
    }

    private RecordedReading? Reading(List<string> row, Dictionary<string, int> columns, string where)
    {
        if (!TryTwin(mapping.Type, Fill(mapping.Id, row, columns), where, out var twin))
        {
            return null;
        }

        var time = Fill(mapping.Time, row, columns);
        if (!mapping.TryTime(time, out var unixMs))
        {
            LeaveOut($"{where}: '{time}' is no time of the format {mapping.TimeFormat}.");
            return null;
        }

        var values = new List<ChannelValue>(mapping.Channels.Count);
        foreach (var (column, channel) in mapping.Channels)
        {
            var cell = Cell(row, columns[column]);
            if (!mapping.Missing.Contains(cell) && Value(cell, channel, where) is { } value)
            {
                values.Add(new ChannelValue(channel.Channel, value));
            }
        }

        return Says(values) ? new RecordedReading(twin, unixMs, values) : null;
    }

    private TwinValue? Value(string cell, CsvChannel channel, string where)
    {
        switch (channel.Kind)
        {
            case "code":
                return TwinValue.OfCode(cell);
            case "text":
                return TwinValue.OfText(cell);
            default:
                if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number * channel.Factor))
                {
                    return TwinValue.Of(number * channel.Factor);
                }

                LeaveOut($"{where}: '{cell}' is no number of channel {channel.Channel}.");
                return null;
        }
    }

    private static string Cell(List<string> row, int column) => column < row.Count ? row[column].Trim() : "";

    private static string Fill(string form, List<string> row, Dictionary<string, int> columns) =>
        Braces().Replace(form, match => Cell(row, columns[match.Groups[1].Value]));

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Braces();
}
