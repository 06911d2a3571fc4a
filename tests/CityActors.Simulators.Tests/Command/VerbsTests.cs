using CityActors.Simulators.Command;
using CityActors.Simulators.Tests.Bench;
using CityActors.TestKit;

namespace CityActors.Simulators.Tests.Command;

public sealed class VerbsTests
{
    [Theory]
    [InlineData("", "simulators city")]
    [InlineData("--help", "Exit code")]
    [InlineData("city --help", "--seed S")]
    [InlineData("load --help", "--payload FORM")]
    [InlineData("replay --help", "sumo-edgedata")]
    [InlineData("hash --help", "--history")]
    public async Task Help_is_printed(string arguments, string holds)
    {
        var (code, answers, sentences) = await Run(arguments);
        Assert.Equal((0, ""), (code, sentences));
        Assert.Contains(holds, answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fly", "'fly' is not known: expected city, load, replay, devices, hash or --help.")]
    [InlineData("city", "city: --twins is missing.")]
    [InlineData("city --twins 99", "city: --twins must be a whole number from 100 to 20000000, got '99'.")]
    [InlineData("city 100", "city: '100' is not understood; every value needs its switch.")]
    [InlineData(
        "city --twins 100 --to http://x --out y",
        "city: --to defines a running city, --out and --zones write files: give one or the other.")]
    [InlineData("city --twins 100 --to mqtt://x", "city: --to must be http://HOST:PORT, got 'mqtt://x'.")]
    [InlineData("replay", "replay: expected FORMAT FILE, got nothing.")]
    [InlineData("replay gpx x --to mqtt://x", "replay: the format must be one of sumo-e1, sumo-edgedata, sumo-fcd, csv, got 'gpx'.")]
    [InlineData("replay sumo-e1 nowhere.xml --to mqtt://x", "replay: there is no file 'nowhere.xml'.")]
    [InlineData("hash", "hash: --of is missing: http://HOST:PORT.")]
    [InlineData("hash --of http://x --from 2026-01-01T00:00:00Z", "hash: --from and --to are of --history.")]
    [InlineData(
        "hash --of http://x --history --from yesterday", "hash: --from must be a moment like 2026-11-25T07:00:00+07:00, got 'yesterday'.")]
    [InlineData("hash --of http://x --history=1", "hash: --history takes no value.")]
    public async Task What_makes_no_sense_is_told_in_a_sentence(string arguments, string sentence)
    {
        var (code, answers, sentences) = await Run(arguments);
        Assert.Equal((2, "", sentence), (code, answers, sentences.TrimEnd()));
    }

    [Fact]
    public async Task A_table_needs_its_mapping_and_nothing_else_has_one()
    {
        using var file = new TextFile("a,b");
        Assert.Equal("replay: csv needs --mapping MAP.json.", (await Run($"replay csv {file.Path} --to mqtt://x")).Sentences.TrimEnd());
        Assert.Equal(
            "replay: --mapping is of csv, not of sumo-e1.",
            (await Run($"replay sumo-e1 {file.Path} --mapping {file.Path} --to mqtt://x")).Sentences.TrimEnd());
    }

    [Fact]
    public async Task A_city_that_is_not_there_is_told()
    {
        var (code, _, sentences) = await Run($"hash --of http://127.0.0.1:{Ports.One()}");
        Assert.Equal(1, code);
        Assert.Contains("refused", sentences, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Files_of_a_city_are_written()
    {
        using var file = new TextFile("");
        Assert.Equal(0, (await Run($"city --seed 7 --twins 100 --out {file.Path}")).Code);
        Assert.Equal(100, (await File.ReadAllLinesAsync(file.Path)).Length);
        File.Delete(file.Path + ".zones.geojson");
    }

    private static async Task<(int Code, string Answers, string Sentences)> Run(string arguments)
    {
        var (answers, sentences) = (new StringWriter(), new StringWriter());
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = await Verbs.Run(words, answers, sentences, CancellationToken.None).WaitAsync(Messages.Patience);
        return (code, answers.ToString(), sentences.ToString());
    }
}
