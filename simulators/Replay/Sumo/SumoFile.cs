using System.Globalization;
using System.Xml;
using CityActors.Simulators.Sending;

namespace CityActors.Simulators.Replay.Sumo;

/// <summary>Reads elements of a file of SUMO one after the other.</summary>
internal sealed class SumoFile : IDisposable
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreWhitespace = true, IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly XmlReader reader;
    private readonly string path;

    private SumoFile(string path)
    {
        this.path = path;
        reader = XmlReader.Create(RecordingFile.Open(path), Settings);
    }

    /// <summary>Opens a file whose outermost element must be one of some.</summary>
    /// <exception cref="RecordingBrokenException">It is another one.</exception>
    public static SumoFile Open(string path, params string[] roots)
    {
        var file = new SumoFile(path);
        if (!file.Next() || !roots.Contains(file.Name))
        {
            var name = file.Name;
            file.Dispose();
            throw new RecordingBrokenException($"{path}: expected <{string.Join("> or <", roots)}>, got <{name}>.");
        }

        return file;
    }

    /// <summary>Name of the element.</summary>
    public string Name => reader.Name;

    /// <summary>Where it stands.</summary>
    public string Where => $"{path}, line {(reader as IXmlLineInfo)?.LineNumber}";

    /// <summary>Goes to the next element.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="RecordingBrokenException">The file is broken here.</exception>
    public bool Next()
    {
        try
        {
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    return true;
                }
            }

            return false;
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw new RecordingBrokenException($"{Where}: the file is broken: {broken.Message}", broken);
        }
    }

    /// <summary>An attribute as text; null when it is not there.</summary>
    public string? Text(string attribute) => reader.GetAttribute(attribute);

    /// <summary>An attribute as a finite number; null when it is not there or is none.</summary>
    public double? Number(string attribute) =>
        double.TryParse(Text(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A time in seconds, as milliseconds; null when it is not there or is none.</summary>
    public long? Time(string attribute) => Number(attribute) is { } seconds and > -1e9 and < 1e9 ? (long)Math.Round(seconds * 1000) : null;

    /// <summary>Adds a value if the element has it; SUMO writes -1 where there was no vehicle, which is a missing value.</summary>
    public void Take(List<ChannelValue> values, string attribute, string channel, double factor = 1)
    {
        if (Number(attribute) is { } number and >= 0)
        {
            values.Add(new ChannelValue(channel, Math.Round(number * factor, 6)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();
}
