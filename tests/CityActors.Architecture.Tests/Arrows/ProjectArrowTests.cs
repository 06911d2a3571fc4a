namespace CityActors.Architecture.Tests.Arrows;

public sealed class ProjectArrowTests
{
    public static TheoryData<string> Floors => [.. Floor.All.Select(static floor => floor.Assembly)];

    [Theory]
    [MemberData(nameof(Floors))]
    public void Project_file_of_a_floor_references_only_floors_below(string assembly)
    {
        var floor = Floor.Of(assembly);
        Findings.None(floor.Violations(ProjectFile.References(Repository.Read(floor.Project))));
    }

    [Theory]
    [InlineData("CityActors.Interfaces", "../grains/CityActors.Domain/CityActors.Domain.csproj")]
    [InlineData("CityActors.Domain", "../CityActors.Grains/CityActors.Grains.csproj")]
    [InlineData("CityActors.Grains", "..\\..\\silo\\CityActors.Silo.csproj")]
    [InlineData("CityActors.Web", "../grains/CityActors.Grains/CityActors.Grains.csproj")]
    [InlineData("simulators", "../grains/CityActors.Domain/CityActors.Domain.csproj")]
    public void Canary_a_project_that_looks_up_is_red(string assembly, string upward)
    {
        var xml = $"<Project><ItemGroup><ProjectReference Include=\"{upward}\" /></ItemGroup></Project>";
        Assert.Single(Floor.Of(assembly).Violations(ProjectFile.References(xml)));
    }

    [Theory]
    [InlineData("CityActors.Domain", "Microsoft.Orleans.Sdk")]
    [InlineData("CityActors.Grains", "DuckDB.NET.Data.Full")]
    [InlineData("CityActors.Web", "Microsoft.Data.Sqlite")]
    public void Canary_a_project_that_takes_a_package_of_another_floor_is_red(string assembly, string package)
    {
        var xml = $"<Project><ItemGroup><PackageReference Include=\"{package}\" /></ItemGroup></Project>";
        Assert.Single(Floor.Of(assembly).Violations(ProjectFile.References(xml)));
    }

    [Fact]
    public void Every_project_is_a_floor_or_a_test_and_stands_in_the_solution()
    {
        var solution = Repository.Read("CityActors.sln").Replace('\\', '/');
        var projects = Repository.Files.Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
        Findings.None(projects.Where(project => !solution.Contains(project, StringComparison.Ordinal)));
        Findings.None(projects
            .Where(static project => !project.StartsWith("tests/", StringComparison.Ordinal))
            .Except(Floor.All.Select(static floor => floor.Project)));
    }
}
